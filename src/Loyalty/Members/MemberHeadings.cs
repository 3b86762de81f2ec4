using System.Text;

namespace Regulars.Loyalty.Members;

/// <summary>Knows columns of members by their headings in four languages.</summary>
internal static class MemberHeadings
{
    private const string Words =
        """
        Card: card|card number|card no|cardno|loyalty card|loyalty card number|member card|member number|membership number|barcode|карта|номер карты|карта лояльности|номер карты лояльности|бонусная карта|номер бонусной карты|дисконтная карта|штрихкод|картка|номер картки|картка лояльності|бонусна картка|номер бонусної картки|дисконтна картка|штрих код|karta|numer karty|nr karty|karta lojalnościowa|numer karty lojalnościowej|karta stałego klienta|kod kreskowy
        Phone: phone|phone number|telephone|mobile|mobile phone|mobile number|cell phone|телефон|номер телефона|мобильный|мобильный телефон|номер телефону|мобільний|мобільний телефон|telefon|numer telefonu|nr telefonu|telefon komórkowy|komórka
        Email: email|e mail|email address|e mail address|mail|почта|электронная почта|адрес электронной почты|имейл|пошта|електронна пошта|адреса електронної пошти|adres email|adres e mail|poczta elektroniczna
        Name: name|full name|customer|customer name|member|member name|client|имя|фио|полное имя|клиент|участник|имя клиента|імя|піб|повне імя|клієнт|учасник|імя клієнта|imię|imię i nazwisko|nazwisko i imię|klient|uczestnik|nazwa
        Birthday: birthday|birth date|date of birth|birthdate|dob|born|дата рождения|день рождения|др|дата народження|день народження|data urodzenia|urodziny
        Unit: unit|points type|type of points|kind of points|currency of points|вид баллов|тип баллов|единица|вид балів|тип балів|одиниця|rodzaj punktów|typ punktów|jednostka
        Balance: balance|points|points balance|point balance|current balance|current points|bonus balance|bonus|bonuses|available points|баланс|баллы|баланс баллов|бонусы|остаток|остаток баллов|бонусный баланс|количество баллов|бали|баланс балів|бонуси|залишок|залишок балів|бонусний баланс|кількість балів|saldo|punkty|saldo punktów|stan punktów|liczba punktów|stan konta
        LastDay: expires|expires on|expiry|expiry date|expiry day|expiration|expiration date|valid until|valid to|last day|points expire|действует до|годен до|срок действия|дата сгорания|сгорают|дата окончания|дійсний до|діє до|термін дії|дата згоряння|згоряють|дата закінчення|ważne do|ważny do|data ważności|wygasa|data wygaśnięcia|wygasają
        EarnedOn: earned|earned on|earned date|date earned|accrual date|issued on|issue date|начислено|дата начисления|получены|заработано|нараховано|дата нарахування|отримано|naliczono|data naliczenia|zdobyte|data zdobycia|przyznano|data przyznania
        Level: level|tier|status|loyalty level|member level|membership level|уровень|статус|уровень участника|рівень|рівень учасника|poziom|poziom uczestnika|próg
        """;

    private static readonly Dictionary<string, MemberColumn> Known = Read();

    /// <summary>What each column holds; null for one that is not read. Of two columns that hold the same, the first is read.</summary>
    public static IReadOnlyList<MemberColumn?> Recognise(IReadOnlyList<string> headings)
    {
        var taken = new HashSet<MemberColumn>();
        return [.. headings.Select(heading => Known.TryGetValue(Fold(heading), out var column) && taken.Add(column) ? column : (MemberColumn?)null)];
    }

    private static Dictionary<string, MemberColumn> Read()
    {
        var known = new Dictionary<string, MemberColumn>(StringComparer.Ordinal);
        foreach (var line in Words.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var (column, words) = line.Split(": ", 2) is [var name, var listed] ? (Enum.Parse<MemberColumn>(name), listed) : throw new InvalidOperationException(line);
            foreach (var word in words.Split('|'))
            {
                known.TryAdd(Fold(word), column);
            }
        }

        return known;
    }

    /// <summary>A heading without case and signs, its words apart by one space: "Card No." and "card_no" are "card no".</summary>
    private static string Fold(string heading)
    {
        var apart = new StringBuilder(heading.Length);
        foreach (var letter in heading)
        {
            if (letter is '№' or '#')
            {
                apart.Append(" no ");
            }
            else if (letter is not ('\'' or '’' or 'ʼ' or '`'))
            {
                apart.Append(char.IsLetterOrDigit(letter) ? letter : ' ');
            }
        }

        return string.Join(' ', Kernel.Text.Fold(apart.ToString()).Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
