using Regulars.Journal.Contracts;
using Regulars.Journal.Import;

namespace Regulars.Journal.Tests.Import;

public class ShopExportTests
{
    [Fact]
    public void A_Shopify_export_is_read_with_what_stands_on_first_rows_alone()
    {
        const string File = """
            Name,Email,Financial Status,Paid at,Fulfillment Status,Fulfilled at,Accepts Marketing,Currency,Subtotal,Shipping,Taxes,Total,Discount Code,Discount Amount,Shipping Method,Created at,Lineitem quantity,Lineitem name,Lineitem price,Lineitem compare at price,Lineitem sku,Lineitem requires shipping,Lineitem taxable,Lineitem fulfillment status,Billing Name,Billing Phone,Billing City,Billing Country,Notes,Cancelled at,Payment Method,Refunded Amount,Vendor,Id,Tags,Source,Lineitem discount,Phone
            #1001,anna@example.com,paid,2023-01-02 10:00:00 +0100,fulfilled,2023-01-03 10:00:00 +0100,yes,EUR,45.00,5.00,0.00,50.00,SUMMER,5.00,Post,2023-01-01 10:00:00 +0100,2,Tea,10.00,,T-1,true,true,fulfilled,Anna Nowak,+48600100200,Kraków,PL,,,Card,0.00,Teas,1,,web,0,
            #1001,anna@example.com,,,,,,,,,,,,,,2023-01-01 10:00:00 +0100,1,"Pot, blue",30.00,,P-1,true,true,fulfilled,,,,,,,,,Teas,,,,0,
            #1002,ben@example.com,refunded,,unfulfilled,,no,EUR,20.00,5.00,0.00,25.00,,0.00,Post,2023-02-01 00:30:00 +0100,1,Tea,20.00,,T-1,true,true,pending,Ben,,,DE,,,Card,25.00,Teas,2,,web,0,
            #1003,ben@example.com,voided,,unfulfilled,,no,EUR,20.00,5.00,0.00,25.00,,0.00,Post,2023-02-02 10:00:00 +0100,1,Tea,20.00,,T-1,true,true,pending,Ben,,,DE,,2023-02-03 10:00:00 +0100,Card,0.00,Teas,3,,web,0,
            #1004,ben@example.com,partially_refunded,,fulfilled,,no,EUR,40.00,5.00,0.00,45.00,,0.00,Post,2023-02-04 10:00:00 +0100,2,Tea,20.00,,T-1,true,true,fulfilled,Ben,,,DE,,,Card,20.00,Teas,4,,web,0,
            """;
        Assert.Equal("shopify", Given.Plan(Given.File(File)).Mapping.Form);
        var orders = Given.Orders(File, Given.Context("EUR", "Europe/Warsaw"));

        Assert.Equal(["#1001", "#1002", "#1003", "#1004"], orders.Select(order => order.Number));
        Assert.Equal(
            [OrderState.Sold, OrderState.Refunded, OrderState.Cancelled, OrderState.Sold], orders.Select(order => order.State));
        Assert.Equal([4500, 2000, 2000, 4000], orders.Select(order => order.Value()));
        Assert.Equal(500, orders[0].Discount);
        Assert.Equal([0, 0, 0, 2000], orders.Select(order => order.Refunded));
        Assert.Equal("2023-01-01T09:00:00Z", orders[0].PlacedAt.ToString());
        Assert.Equal(new IdentityInput(IdentityKind.Email, "anna@example.com"), Assert.Single(orders[0].Customer!.Identities));
        Assert.Equal("Anna Nowak", orders[0].Customer!.Profile!.Name);
        Assert.Equal(["Tea", "Pot, blue"], orders[0].Lines.Select(line => line.ProductName));
        Assert.Equal("web", orders[0].Channel);
    }

    [Fact]
    public void WooCommerce_Analytics_is_read_one_row_per_order()
    {
        var orders = Given.Orders("""
            Date,"Order #",Status,Customer,"Customer type",Product(s),"Items sold",Coupon(s),"N. Revenue",Attribution
            "2023-05-01 10:00:00",101,completed,"Anna Nowak",new,"2× Tea",2,,20.5,Direct
            "2023-05-02 10:00:00",102,cancelled,"Ben Green",new,"1× Pot",1,,30,Direct
            "2023-05-03 10:00:00",103,refunded,"Anna Nowak",returning,"1× Pot",1,,30,Direct
            """);
        Assert.Equal([2050, 3000, 3000], orders.Select(order => order.Value()));
        Assert.Equal([OrderState.Sold, OrderState.Cancelled, OrderState.Refunded], orders.Select(order => order.State));
        Assert.Same(orders[0].Customer, orders[2].Customer);
    }

    [Fact]
    public void Advanced_Order_Export_for_WooCommerce_is_read_one_row_per_item()
    {
        var orders = Given.Orders("""
            Order Number,Order Status,Order Date,Customer Note,First Name (Billing),Last Name (Billing),Email (Billing),Phone (Billing),City (Billing),Country Code (Billing),Payment Method Title,Cart Discount Amount,Order Subtotal Amount,Shipping Method Title,Order Shipping Amount,Order Refund Amount,Order Total Amount,Order Total Tax Amount,SKU,Item #,Item Name,Quantity (- Refund),Item Cost,Coupon Code,Discount Amount,Discount Amount Tax
            501,Completed,2023-05-01 10:00,,Anna,Nowak,anna@example.com,600100200,Kraków,PL,Card,5.00,50.00,Post,9.00,0.00,54.00,0.00,T-1,1,Tea,2,10.00,MAY,5.00,0.00
            501,Completed,2023-05-01 10:00,,Anna,Nowak,anna@example.com,600100200,Kraków,PL,Card,5.00,50.00,Post,9.00,0.00,54.00,0.00,P-1,2,Pot,1,30.00,MAY,5.00,0.00
            502,On hold,2023-05-02 10:00,,Ben,Green,ben@example.com,600100201,Łódź,PL,Card,0.00,10.00,Post,9.00,0.00,19.00,0.00,T-1,1,Tea,1,10.00,,0.00,0.00
            """);
        Assert.Equal([4500, 1000], orders.Select(order => order.Value()));
        Assert.Equal([OrderState.Sold, OrderState.Pending], orders.Select(order => order.State));
        Assert.Equal("Anna Nowak", orders[0].Customer!.Profile!.Name);
        Assert.Equal([IdentityKind.Phone, IdentityKind.Email], orders[0].Customer!.Identities.Select(identity => identity.Kind));
    }

    [Fact]
    public void A_WebToffee_export_counts_its_total_without_shipping()
    {
        var orders = Given.Orders("""
            order_id,order_number,order_date,paid_date,status,shipping_total,shipping_tax_total,tax_total,cart_discount,discount_total,order_total,order_currency,payment_method,customer_id,customer_email,billing_first_name,billing_last_name,billing_city,billing_country,line_item_1
            9,9,2023-05-01 10:00:00,2023-05-01 10:01:00,completed,9.00,0,0,5.00,5.00,54.00,PLN,card,7,anna@example.com,Anna,Nowak,Kraków,PL,name:Tea|quantity:2|total:45.00
            10,10,2023-05-02 10:00:00,,failed,9.00,0,0,0,0,19.00,PLN,card,0,ben@example.com,Ben,Green,Kraków,PL,name:Tea|quantity:1|total:10.00
            """, Given.Context("PLN"));
        Assert.Equal([4500, 1000], orders.Select(order => order.Value()));
        Assert.Equal([OrderState.Sold, OrderState.Cancelled], orders.Select(order => order.State));
        Assert.Equal([IdentityKind.Number, IdentityKind.Email], orders[0].Customer!.Identities.Select(identity => identity.Kind));
        Assert.Equal([IdentityKind.Email], orders[1].Customer!.Identities.Select(identity => identity.Kind));
    }

    [Fact]
    public void A_plain_file_gives_the_same_numbers_whenever_it_is_read()
    {
        const string File = """
            date;customer;amount
            2023-05-01;anna@example.com;10,50
            2023-05-01;anna@example.com;10,50
            2023-05-02;ben@example.com;-4,00
            """;
        var orders = Given.Orders(File);
        Assert.Equal([1050, 1050, 0], orders.Select(order => order.Value()));
        Assert.Equal(400, orders[2].Returned());
        Assert.Equal(3, orders.Select(order => order.Number).Distinct().Count());
        Assert.Equal(orders.Select(order => order.Number), Given.Orders(File).Select(order => order.Number));
        Assert.Equal(IdentityKind.Email, orders[0].Customer!.Identities[0].Kind);
    }

    [Fact]
    public void A_file_without_headings_is_read_by_its_content()
    {
        var order = Given.Orders("2023-05-01\t600 100 200\t10.50\n2023-05-02\t600 100 201\t7.00\n")[1];
        Assert.Equal(700, order.Value());
        Assert.Equal(new IdentityInput(IdentityKind.Phone, "600 100 201"), order.Customer!.Identities[0]);
    }

    [Theory]
    [InlineData("№ заказа;Дата и время;Контрагент;Номенклатура;Кол-во, шт.;Цена, руб.;Статус", "1;05.02.2023 10:30;К-17;Чай;2;1 234,50;Выполнен")]
    [InlineData("Заказ №;Дата создания;ID клиента;Название товара;Количество;Цена за шт.;Статус заказа", "1;05.02.23 10:30;К-17;Чай;2;1234,50 ₽;Оплачен")]
    [InlineData("Чек №;Дата продажи;Время;Код покупателя;Товар;Кол-во;Цена;Вид операции", "1;05.02.2023;10:30:00;К-17;Чай;2,000;1 234,50 руб.;Продажа")]
    [InlineData("ID замовлення;Дата додавання;Код клієнта;Найменування;К-ть;Ціна за од.;Статус", "1;05.02.2023 10:30;К-17;Чай;2;1 234,50 грн;Виконано")]
    [InlineData("Номер накладної;Дата;Id покупця;Опис товару;Кількість;Ціна, грн;Стан замовлення", "1;2023-02-05T10:30:00;К-17;Чай;2;1'234.50;Доставлено")]
    [InlineData("Numer zamówienia;Data i godzina;Nr klienta;Towar;Ilość [szt.];Cena jednostkowa;Status", "1;05-02-2023 10:30;К-17;Herbata;2;1.234,50;Zrealizowane")]
    [InlineData("Paragon nr;Data sprzedaży;Godzina;Karta stałego klienta;Nazwa towaru;Liczba sztuk;Cena brutto;Rodzaj dokumentu", "1;5.02.2023;10:30;К-17;Herbata;2;1 234,50 zł;Sprzedaż")]
    [InlineData("Order ID,Order Date,Customer,Product,Qty,Unit Price,Status", "1,2/5/2023 10:30 AM,К-17,Tea,2,\"$1,234.50\",Completed")]
    public void Headings_and_values_of_many_exports_are_understood(string headings, string row)
    {
        // Rows that make the day of a slashed date certain.
        var more = row.Replace("2/5/2023", "2/17/2023").Replace("1;", "2;").Replace("1,2", "2,2");
        var order = Given.Orders($"{headings}\n{row}\n{(more == row ? "" : more)}", Given.Context("PLN", "Europe/Kyiv"))[0];
        Assert.Equal("1", order.Number);
        Assert.Equal("2023-02-05T08:30:00Z", order.PlacedAt.ToString());
        Assert.Equal(246_900, order.Value());
        Assert.Equal("К-17", order.Customer!.Identities[0].Value);
        Assert.Equal(OrderState.Sold, order.State);
        Assert.NotNull(order.Lines[0].ProductName);
    }

    [Theory]
    [InlineData("Отказ", OrderState.Refused)]
    [InlineData("Не забрал посылку", OrderState.Refused)]
    [InlineData("Отменён клиентом", OrderState.Cancelled)]
    [InlineData("В обработке", OrderState.Pending)]
    [InlineData("Не оплачен", OrderState.Pending)]
    [InlineData("Возврат средств", OrderState.Refunded)]
    [InlineData("Відмова", OrderState.Refused)]
    [InlineData("Скасовано", OrderState.Cancelled)]
    [InlineData("Очікує оплати", OrderState.Pending)]
    [InlineData("Odmowa przyjęcia", OrderState.Refused)]
    [InlineData("Nieodebrane", OrderState.Refused)]
    [InlineData("Anulowane", OrderState.Cancelled)]
    [InlineData("W realizacji", OrderState.Pending)]
    [InlineData("Zwrócono pieniądze", OrderState.Refunded)]
    [InlineData("wc-processing", OrderState.Sold)]
    public void A_status_is_understood(string status, OrderState state)
    {
        var order = Assert.Single(Given.Orders($"order number,date,customer id,total,status\n1,2023-05-01,7,10.00,{status}\n"));
        Assert.Equal(state, order.State);
        Assert.DoesNotContain(order.Lines, line => line.IsReturn);
    }

    [Theory]
    [InlineData("Возврат", "3", "10.00")]
    [InlineData("Повернення", "-3", "10.00")]
    [InlineData("Zwrot", "3", "-10.00")]
    [InlineData("Returned", "3", "10.00")]
    public void A_return_document_counts_the_same_whatever_its_sign(string status, string quantity, string price)
    {
        var order = Assert.Single(Given.Orders($"order number,date,customer id,quantity,price,status\n1,2023-05-01,7,{quantity},{price},{status}\n"));
        Assert.Equal(0, order.Value());
        Assert.Equal(3000, order.Returned());
        Assert.Equal(3, order.Lines[0].Quantity);
    }
}
