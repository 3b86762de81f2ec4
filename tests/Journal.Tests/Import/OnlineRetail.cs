using System.Globalization;
using System.IO.Compression;
using System.Text;
using Regulars.Journal.Import;
using Regulars.Journal.Contracts;

namespace Regulars.Journal.Tests.Import;

/// <summary>The Online Retail file, read at run time from beside the repository, and its figures.</summary>
internal static class OnlineRetail
{
    public static ImportSource File()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (System.IO.File.Exists(Path.Combine(folder.FullName, "regulars.slnx")))
            {
                var path = Path.Combine(folder.FullName, "..", "shared", "data", "online_retail.csv.gz");
                Assert.SkipUnless(System.IO.File.Exists(path), "The Online Retail data is not beside the repository.");
                return ImportSource.FromFile(path);
            }
        }

        throw new InvalidOperationException("The tests do not run inside the repository.");
    }

    /// <summary>Every row but the headings, taken apart.</summary>
    public static IEnumerable<Row> Rows()
    {
        using var text = new StreamReader(new GZipStream(File().Open(), CompressionMode.Decompress), Encoding.UTF8);
        text.ReadLine();
        while (text.ReadLine() is { } line)
        {
            var cells = Split(line);
            yield return new Row(cells[0], cells[1], cells[2].Replace("£", "GBP "), int.Parse(cells[3], CultureInfo.InvariantCulture),
                DateTime.ParseExact(cells[4], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
                decimal.Parse(cells[5], CultureInfo.InvariantCulture), cells[6], cells[7]);
        }
    }

    /// <summary>Writes the file anew and gives what reading it hands out.</summary>
    public static Figures Reencoded(string encoding, string headings, Func<Row, string> write)
    {
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, Given.EncodingNamed(encoding), 1 << 16, leaveOpen: true) { NewLine = "\r\n" })
        {
            writer.WriteLine(headings);
            foreach (var row in Rows())
            {
                writer.WriteLine(write(row));
            }
        }

        return Figures.Of(ImportSource.FromBytes("export.csv", bytes.ToArray()));
    }

    private static List<string> Split(string line)
    {
        var cells = new List<string>();
        var at = 0;
        while (at <= line.Length)
        {
            if (at < line.Length && line[at] == '"')
            {
                var end = at + 1;
                while (line[end] != '"' || (end + 1 < line.Length && line[end + 1] == '"'))
                {
                    end += line[end] == '"' ? 2 : 1;
                }

                cells.Add(line[(at + 1)..end].Replace("\"\"", "\""));
                at = end + 2;
            }
            else
            {
                var end = line.IndexOf(',', at);
                end = end < 0 ? line.Length : end;
                cells.Add(line[at..end]);
                at = end + 1;
            }
        }

        return cells;
    }

    internal sealed record Row(
        string Invoice, string Code, string Name, int Quantity, DateTime Date, decimal Price, string Customer, string Country)
    {
        public bool IsReturn => Invoice.StartsWith('C');

        public string Quoted => $"\"{Name.Replace("\"", "\"\"")}\"";
    }

    internal sealed record Figures(int Orders, long Gross, int Customers, long Returned, int Rejected, long Rows)
    {
        public static readonly Figures Expected = new(18_532, 891_140_790, 4_338, 61_134_209, 0, 541_909);

        public static Figures Of(ImportSource source)
        {
            var plan = Given.Plan(source);
            var (orders, gross, returned, rejected) = (0, 0L, 0L, 0);
            var customers = new HashSet<string>();
            using var reading = OrderFileReader.Read(source, plan);
            foreach (var item in reading)
            {
                rejected += item.Rejection is null ? 0 : 1;
                if (item.Order is not { Customer: not null } order || order.State != OrderState.Sold)
                {
                    continue;
                }

                gross += order.Value();
                returned += order.Returned();
                if (order.Value() > 0)
                {
                    orders++;
                    customers.Add(order.Customer.Identities[0].Value);
                }
            }

            return new Figures(orders, gross, customers.Count, returned, rejected, reading.RowsRead);
        }
    }
}
