using System.Globalization;
using Regulars.Journal.Import;

namespace Regulars.Journal.Tests.Import;

public class OnlineRetailTests
{
    private static readonly CultureInfo Comma = new("pl-PL") { NumberFormat = { NumberGroupSeparator = " " } };

    [Fact]
    public void Online_Retail_is_read_as_it_is()
    {
        Assert.Equal(OnlineRetail.Figures.Expected, OnlineRetail.Figures.Of(OnlineRetail.File()));
    }

    [Fact]
    public void A_Russian_export_in_Windows_1251_with_decimal_commas_gives_the_same_figures() => Assert.Equal(
        OnlineRetail.Figures.Expected,
        OnlineRetail.Reencoded(
            "windows-1251",
            "Дата заказа;Страна;Цена за единицу;Наименование товара;Код клиента;Кол-во;Номер заказа;Артикул",
            row => $"{row.Date:dd.MM.yyyy HH:mm};{row.Country};{row.Price.ToString(Comma)};{row.Quoted};{row.Customer};{row.Quantity};{row.Invoice};{row.Code}"));

    [Fact]
    public void A_Polish_export_in_Windows_1250_with_statuses_gives_the_same_figures() => Assert.Equal(
        OnlineRetail.Figures.Expected,
        OnlineRetail.Reencoded(
            "windows-1250",
            "Nr zamówienia;Data złożenia;Klient;Kraj;Symbol;Nazwa towaru;Ilość;Cena jedn. brutto;Status zamówienia",
            row => $"{row.Invoice.TrimStart('C')};{row.Date:yyyy-MM-dd HH:mm};{row.Customer};{row.Country};{row.Code};{row.Quoted};"
                + $"{(row.IsReturn ? Math.Abs(row.Quantity) : row.Quantity)};{row.Price.ToString(Comma)};{(row.IsReturn ? "Zwrot" : "Zrealizowane")}"));

    [Fact]
    public void A_Ukrainian_export_in_UTF_16_with_tabs_gives_the_same_figures() => Assert.Equal(
        OnlineRetail.Figures.Expected,
        OnlineRetail.Reencoded(
            "utf-16",
            "№ замовлення\tДата та час\tПокупець\tКраїна\tКод товару\tНазва товару\tК-сть\tЦіна, грн",
            row => $"{row.Invoice}\t{row.Date:dd.MM.yyyy HH:mm:ss}\t{row.Customer}\t{row.Country}\t{row.Code}\t{row.Quoted}\t{row.Quantity}\t{row.Price.ToString(Comma)}"));

    [Fact]
    public void A_Ukrainian_export_in_UTF_8_with_statuses_gives_the_same_figures() => Assert.Equal(
        OnlineRetail.Figures.Expected,
        OnlineRetail.Reencoded(
            "utf-8",
            "Номер чека,Дата,Клієнт,Товар,Кількість,Ціна,Стан",
            row => $"{row.Invoice},{row.Date:dd/MM/yyyy},{row.Customer},{row.Quoted},{Math.Abs(row.Quantity)},\"{row.Price.ToString(Comma)}\",{(row.Quantity < 0 ? "Повернення" : "Виконано")}"));

    [Fact]
    public void An_export_with_one_row_per_order_gives_the_same_totals()
    {
        var orders = OnlineRetail.Rows().Where(row => row.Customer.Length > 0).GroupBy(row => row.Invoice).ToList();
        var lines = orders.Select(order =>
            $"\"{order.Key}\";\"{order.First().Date:dd.MM.yyyy}\";\"{order.First().Customer}\";\"{order.Sum(row => decimal.Round(row.Quantity * row.Price, 2)).ToString("#,0.00", Comma)} zł\"");
        var source = Given.File("\"Zamówienie\";\"Data\";\"ID klienta\";\"Wartość zamówienia\"\n" + string.Join('\n', lines), "windows-1250");
        var figures = OnlineRetail.Figures.Of(source);
        Assert.Equal(OnlineRetail.Figures.Expected with { Rows = orders.Count }, figures);
    }
}
