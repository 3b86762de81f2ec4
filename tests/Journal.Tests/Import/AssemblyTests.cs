using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Journal.Import.Values;

namespace Regulars.Journal.Tests.Import;

public class AssemblyTests
{
    [Fact]
    public void A_line_is_worth_quantity_times_price_rounded_half_to_even()
    {
        var order = Assert.Single(Given.Orders("order number,date,quantity,price\n1,2023-05-01,1,0.125\n1,2023-05-01,3,0.125\n1,2023-05-01,1,-5.00\n"));
        Assert.Equal([12, 38, -500], order.Lines.Select(line => line.Value));
        Assert.DoesNotContain(order.Lines, line => line.IsReturn);
        Assert.Null(order.Customer);
    }

    [Fact]
    public void A_customer_on_some_rows_is_the_customer_of_all_and_the_earliest_time_is_the_orders()
    {
        var order = Assert.Single(Given.Orders("order number,date,customer id,price\n1,2023-05-01 10:00,,1.00\n1,2023-05-01 09:00,17850.0,1.00\n"));
        Assert.Equal("17850", order.Customer!.Identities[0].Value);
        Assert.Equal("2023-05-01T08:00:00Z", order.PlacedAt.ToString());
    }

    [Fact]
    public void Lines_decide_beside_a_total_and_shipping_never_counts()
    {
        var order = Assert.Single(Given.Orders(
            "Номер заказа;Дата;Клиент;Товар;Количество;Цена;Сумма заказа;Доставка;НДС;Скидка на заказ\n"
            + "1;01.05.2023;7;Чай;2;10,00;95,00;5,00;1,00;3,00\n1;01.05.2023;7;Кофе;1;50,00;95,00;5,00;1,00;3,00\n"));
        Assert.Equal((6700, 300), (order.Value(), order.Discount));
    }

    [Fact]
    public void A_total_that_cannot_be_read_on_half_the_rows_is_still_the_total() => Assert.Equal(
        [1000L, null],
        Given.Items(Given.File("order_id,created_at,customer_email,total\n1,2023-05-01T10:00:00Z,a@b.co,10.00\n2,2023-05-01T10:00:00Z,a@b.co,ten\n"))
            .Select(item => item.Order?.Value()));

    [Fact]
    public void A_negative_quantity_is_a_return_line_of_its_order()
    {
        var order = Assert.Single(Given.Orders("order number,date,customer id,quantity,price\n1,2023-05-01,7,3,2.00\n1,2023-05-01,7,-1,2.00\n"));
        Assert.Equal((600, 200), (order.Value(), order.Returned()));
        Assert.Equal(1, order.Lines[1].Quantity);
    }

    [Fact]
    public void A_shuffled_file_gives_each_order_whole_and_once_with_its_lines()
    {
        var items = Given.Items(Given.File("order number,date,price\n1,2023-05-01,1.00\n2,2023-05-01,2.00\n1,2023-05-01,3.00\n"));
        Assert.Equal([("2", 3L, 3L, 0L), ("1", 2L, 4L, 1L)], items.Select(item => (item.Order!.Number, item.FirstLine, item.LastLine, item.Ordinal)));
    }

    [Theory]
    [InlineData("05/03/2023,06/03/2023,13/03/2023", DateOrder.DayFirst)]
    [InlineData("03/05/2023,03/06/2023,03/13/2023", DateOrder.MonthFirst)]
    [InlineData("01/02/2023,02/02/2023,03/02/2023,01/03/2023,02/03/2023", DateOrder.DayFirst)]
    [InlineData("01/02/2023,01/03/2023,02/01/2023,02/02/2023,03/01/2023", DateOrder.MonthFirst)]
    [InlineData("20230501,20230502", DateOrder.Compact)]
    [InlineData("1683014400,1683018000", DateOrder.UnixSeconds)]
    [InlineData("45047.5,45048.25", DateOrder.SpreadsheetDays)]
    [InlineData("1 мая 2023 г.,2 мая 2023 г.", DateOrder.NamedMonth)]
    [InlineData("5 stycznia 2023 10:00,6 sty 2023 11:00", DateOrder.NamedMonth)]
    public void The_form_of_dates_is_decided_over_the_whole_file(string dates, DateOrder order)
    {
        var plan = Given.Plan(Given.File("date;customer id;amount\n" + string.Concat(dates.Split(',').Select(date => date + ";7;10.00\n"))));
        Assert.Equal(order, plan.Dates.Order);
        Assert.Empty(plan.SampleRejections);
    }

    [Theory]
    [InlineData("2023-01-01 10:00:00 +0100", "2023-01-01T09:00:00Z")]
    [InlineData("2023-07-01T10:00:00Z", "2023-07-01T10:00:00Z")]
    [InlineData("2023-07-01 10:00", "2023-07-01T07:00:00Z")]
    [InlineData("2023-10-29 03:30", "2023-10-29T00:30:00Z")]
    [InlineData("2023-03-26 03:30", "2023-03-26T01:00:00Z")]
    [InlineData("2023-07-01 11:30 PM", "2023-07-01T20:30:00Z")]
    public void A_time_is_the_businesss_unless_it_says_otherwise(string date, string instant) => Assert.Equal(
        instant, Given.Orders($"date;customer id;amount\n{date};7;10.00\n", Given.Context("UAH", "Europe/Kyiv"))[0].PlacedAt.ToString());

    [Fact]
    public void A_mapping_survives_its_json_and_a_correction_by_hand_is_followed()
    {
        var source = Given.File("nr;kiedy;kto;kasa;co\n10;2023-05-01;7;10,00;nieznany\n11;2023-05-02;8;20,00;inny\n");
        var plan = Given.Plan(source);
        var mapping = ImportMapping.FromJson(plan.Mapping.ToJson())!;
        Assert.Equal(plan.Mapping.Columns, mapping.Columns);
        var corrected = mapping with
        {
            Columns = [.. mapping.Columns.Select(column => column with
            {
                Role = column.Heading switch
                {
                    "nr" => ColumnRole.OrderNumber,
                    "kiedy" => ColumnRole.OrderDate,
                    "kto" => ColumnRole.CustomerNumber,
                    "kasa" => ColumnRole.OrderTotal,
                    _ => ColumnRole.Status,
                },
            })],
            Statuses = new Dictionary<string, StatusMeaning> { ["inny"] = StatusMeaning.Refused },
        };
        var asked = "";
        var orders = Given.Items(source, Given.Context() with
        {
            Remembered = hash =>
            {
                asked = hash;
                return corrected;
            },
        });
        Assert.Equal(plan.ShapeHash, asked);
        Assert.Equal(
            [("10", 1000L, OrderState.Sold), ("11", 2000L, OrderState.Refused)],
            orders.Select(item => (item.Order!.Number, item.Order.Value(), item.Order.State)));
    }
}
