using System.Globalization;
using System.Text;

namespace Regulars.Host.Tests.Running;

/// <summary>Order exports of a small made-up shop.</summary>
internal static class SmallShop
{
    public const string Headings = "order number,date,customer id,email,product,quantity,price,country\n";

    /// <summary>Orders of one or two lines by a few hundred customers over two years, always the same for the same seed.</summary>
    public static string Export(int orders, int seed = 7, int firstNumber = 1)
    {
        var random = new Random(seed);
        var text = new StringBuilder(Headings);
        var day = new DateOnly(2023, 1, 1);
        for (var i = 0; i < orders; i++)
        {
            var customer = random.Next(1, 1 + (orders / 8));
            var date = day.AddDays(i * 700 / orders);
            for (var line = 0; line <= i % 2; line++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{firstNumber + i},{date:yyyy-MM-dd},{customer},person{customer}@example.com,Tea {random.Next(20)},{random.Next(1, 5)},{random.Next(100, 9_999) / 100m:0.00},{(customer % 3 == 0 ? "Poland" : "Ukraine")}\n");
            }
        }

        return text.ToString();
    }
}
