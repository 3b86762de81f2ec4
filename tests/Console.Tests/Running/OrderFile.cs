using System.Globalization;
using System.Text;

namespace Regulars.Console.Tests.Running;

/// <summary>A small shop's order export as it is written in a country: headings, separators, names.</summary>
/// <param name="Headings">The headings of number, date, customer, e-mail, telephone, product, quantity and price.</param>
/// <param name="Anna">The name of the customer who is told of: five orders of 100.</param>
/// <param name="Twin">The name under which she ordered five times for 20, by another e-mail.</param>
/// <param name="Others">The names of ten more customers, with five orders each.</param>
/// <param name="IsContinental">Whether it has semicolons, decimal commas and dates that begin with the day.</param>
internal sealed record OrderFile(string Headings, string Anna, string Twin, IReadOnlyList<string> Others, bool IsContinental)
{
    public const int Orders = 60;

    public const int Customers = 12;

    /// <summary>Anna's telephone as she would say it.</summary>
    public const string AnnaPhone = "+48 601 234 500";

    public const string BrokenDate = "once upon a time";

    private const int OrdersEach = 5;

    private static readonly Dictionary<string, OrderFile> Files = new()
    {
        ["en"] = new(
            "Order number,Order date,Customer,E-mail,Phone,Product,Quantity,Price",
            "Anna Moor", "Ann Moor",
            ["Ben Hill", "Cora Wood", "Dan Marsh", "Eve Stone", "Finn Brook", "Gwen Field", "Hugh Lake", "Iris Glen", "Jack Heath", "Kate Ford"],
            IsContinental: false),
        ["pl"] = new(
            "Numer zamówienia;Data zamówienia;Klient;E-mail;Telefon;Produkt;Ilość;Cena",
            "Łucja Żak", "Lusia Zakowa",
            ["Bogdan Wilk", "Celina Mróz", "Damian Sęk", "Ewa Dąb", "Filip Kos", "Gosia Lis", "Hubert Zając", "Iga Bąk", "Jan Gołąb", "Kasia Sowa"],
            IsContinental: true),
        ["uk"] = new(
            "Номер замовлення;Дата замовлення;Клієнт;Електронна пошта;Телефон;Товар;Кількість;Ціна",
            "Ганна Їжак", "Аня Їжакевич",
            ["Богдан Вовк", "Віра Мороз", "Гліб Сич", "Дарина Дуб", "Єва Кіт", "Жанна Лис", "Захар Заєць", "Іван Бик", "Катря Голуб", "Лев Сова"],
            IsContinental: true),
        ["ru"] = new(
            "Номер заказа;Дата заказа;Клиент;Электронная почта;Телефон;Товар;Количество;Цена",
            "Алёна Ежова", "Лена Ёжикова",
            ["Борис Волк", "Вера Мороз", "Глеб Сыч", "Дарья Дуб", "Ева Кот", "Жанна Лис", "Захар Заяц", "Иван Бык", "Катя Голубь", "Лев Совин"],
            IsContinental: true),
    };

    /// <summary>The file of a country by the code of its language.</summary>
    public static OrderFile Of(string language) => Files[language];

    /// <summary>The file: an order a month for each customer, one line sent back, and a last row that cannot be read.</summary>
    public byte[] Content()
    {
        var text = new StringBuilder(Headings).Append('\n');
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().DateTime);
        var names = (string[])[Anna, Twin, .. Others];
        for (var order = 0; order < Orders; order++)
        {
            var customer = order / OrdersEach;
            var date = today.AddDays(-3 - customer - (30 * (order % OrdersEach)));
            var price = customer switch { 0 => 100m, 1 => 20m, _ => 12.50m * customer };
            AddRow(text, order, Date(date), names[customer], customer, 1, price);
            if (order == Orders - 1)
            {
                AddRow(text, order, Date(date), names[customer], customer, -1, price);
            }
        }

        AddRow(text, Orders, BrokenDate, names[2], 2, 1, 1m);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private string Date(DateOnly date) => date.ToString(IsContinental ? "dd.MM.yyyy" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private void AddRow(StringBuilder text, int order, string date, string name, int customer, int quantity, decimal price)
    {
        var amount = price.ToString("0.00", CultureInfo.InvariantCulture);
        var phone = customer == 1 ? "" : $"+48 601 234 5{customer:00}";
        text.AppendJoin(
            IsContinental ? ';' : ',',
            [$"{7001 + order}", date, name, $"person{customer}@example.com", phone, $"Tea {order % 7}", $"{quantity}", IsContinental ? amount.Replace('.', ',') : amount]);
        text.Append('\n');
    }
}
