using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Regulars.Host.Tests.Running;

/// <summary>The Online Retail file written anew, as another shop system in another country would export it.</summary>
internal static class RetailRows
{
    private const string RussianHeadings = "Дата заказа;Страна;Цена за единицу;Наименование товара;Код клиента;Кол-во;Номер заказа;Артикул";

    static RetailRows() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>Windows-1251, semicolons, decimal commas, Russian headings, columns in another order.</summary>
    public static byte[] InRussian(string dateForm)
    {
        using var text = new StreamReader(new GZipStream(File.OpenRead(Repository.OnlineRetail), CompressionMode.Decompress), Encoding.UTF8);
        using var bytes = new MemoryStream();
        using (var writer = new StreamWriter(bytes, Encoding.GetEncoding(1251), 1 << 16, leaveOpen: true) { NewLine = "\r\n" })
        {
            writer.WriteLine(RussianHeadings);
            text.ReadLine();
            while (text.ReadLine() is { } line)
            {
                writer.WriteLine(Rewrite(line, dateForm));
            }
        }

        return bytes.ToArray();
    }

    /// <summary>Only the product's name is ever quoted, and it is the third of eight cells.</summary>
    private static string Rewrite(string line, string dateForm)
    {
        var first = line.IndexOf(',', line.IndexOf(',') + 1) + 1;
        var end = line[first] == '"' ? line.IndexOf("\",", first, StringComparison.Ordinal) + 1 : line.IndexOf(',', first);
        while (line[first] == '"' && line[first..end].Count(sign => sign == '"') % 2 != 0)
        {
            end = line.IndexOf("\",", end, StringComparison.Ordinal) + 1;
        }

        var head = line[..(first - 1)].Split(',');
        var name = line[first..end].Replace("£", "GBP ", StringComparison.Ordinal);
        name = name.StartsWith('"') || !name.Contains(';') ? name : $"\"{name}\"";
        var rest = line[(end + 1)..].Split(',');
        var date = DateTime.ParseExact(rest[1], "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture).ToString(dateForm, CultureInfo.InvariantCulture);
        return $"{date};{rest[4]};{rest[2].Replace('.', ',')};{name};{rest[3]};{rest[0]};{head[0]};{head[1]}";
    }
}
