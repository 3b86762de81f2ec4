using System.IO.Compression;
using System.Text;
using Regulars.Journal.Contracts;
using Regulars.Journal.Import;
using Regulars.Kernel;

namespace Regulars.Journal.Tests.Import;

/// <summary>Files made for a test, and what reading them gives.</summary>
internal static class Given
{
    static Given() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public static ImportContext Context(string currency = "GBP", string zone = "Europe/London") =>
        new(new BusinessCalendar(zone), Currency.Of(currency), "shop");

    public static Encoding EncodingNamed(string name) => Encoding.GetEncoding(name);

    public static ImportSource File(string text, string encoding = "utf-8") =>
        ImportSource.FromBytes("export.csv", [.. Encoding.GetEncoding(encoding).GetPreamble(), .. Encoding.GetEncoding(encoding).GetBytes(text)]);

    public static ImportPlan Plan(ImportSource source, ImportContext? context = null)
    {
        var result = ImportRecogniser.Recognise(source, context ?? Context());
        Assert.True(result.IsAccepted, result.Refusal?.ToString());
        return result.Value;
    }

    public static Refusal Refused(ImportSource source)
    {
        var result = ImportRecogniser.Recognise(source, Context());
        Assert.False(result.IsAccepted, "The file was accepted.");
        return result.Refusal!;
    }

    public static List<ImportItem> Items(ImportSource source, ImportContext? context = null)
    {
        using var reading = OrderFileReader.Read(source, Plan(source, context));
        return [.. reading];
    }

    public static List<OrderInput> Orders(string text, ImportContext? context = null)
    {
        var items = Items(File(text), context);
        Assert.DoesNotContain(items, item => item.Rejection is not null);
        return [.. items.Select(item => item.Order!)];
    }

    public static ImportSource Gzip(string text)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return ImportSource.FromBytes("export.csv", packed.ToArray());
    }

    public static ImportSource Zip(params (string Name, string Text)[] members)
    {
        using var packed = new MemoryStream();
        using (var archive = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in members)
            {
                using var member = archive.CreateEntry(name).Open();
                member.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return ImportSource.FromBytes("export.bin", packed.ToArray());
    }

    public static long Value(this OrderInput order) => order.Lines.Where(line => !line.IsReturn).Sum(line => line.Value) - order.Discount;

    public static long Returned(this OrderInput order) => order.Lines.Where(line => line.IsReturn).Sum(line => line.Value);
}
