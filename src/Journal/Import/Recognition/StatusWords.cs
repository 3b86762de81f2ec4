namespace Regulars.Journal.Import.Recognition;

/// <summary>What the words for states mean in English, Russian, Ukrainian and Polish, told by their stems.</summary>
internal static class StatusWords
{
    /// <summary>Folded stems in the order in which they are asked: denials before what they deny.</summary>
    private static readonly (StatusMeaning Meaning, string[] Stems)[] Stems =
    [
        (StatusMeaning.Sold, ["partially refunded", "partial refund", "частичный возврат", "частково поверн", "czesciowo zwroc"]),
        (StatusMeaning.Pending, [
            "unpaid", "not paid", "awaiting", "partially paid", "не оплач", "неоплач", "не сплач", "несплач", "nieoplac", "nie oplac",
            "niezaplac", "nie zaplac", "ожида", "очіку", "oczek", "до оплаты", "do zaplaty", "частично оплач", "не подтвержд", "не підтвердж"]),
        (StatusMeaning.Refused, [
            "refus", "reject", "declined by", "not accepted", "not collected", "unclaimed", "undelivered", "not delivered", "отказ", "не забра",
            "не выкуп", "невыкуп", "не принят", "не вруч", "невруч", "отклон", "не достав", "відмов", "не забр", "не прийня", "не викуп", "невикуп", "відхил",
            "odmow", "nieodebr", "nie odebr", "odrzuc", "niedostarcz", "nie dostarcz", "nieprzyj"]),
        (StatusMeaning.Cancelled, [
            "cancel", "void", "expired", "failed", "deleted", "trash", "annul", "отмен", "аннулир", "удален", "скасов", "анульов", "анулюв", "видален",
            "anulow", "usuniet", "wycofan", "odwolan", "дубл"]),
        (StatusMeaning.Refunded, [
            "refunded", "chargeback", "деньги возвр", "средства возвр", "возмещ", "возврат средств", "возврат денег", "кошти поверн", "повернення кошт",
            "zwrot srodk", "zwrot pieni", "zwrocono srodk", "zwrocono pieni", "refundac", "refundow"]),
        (StatusMeaning.Return, ["return", "refund", "возвр", "поверн", "zwrot", "zwroc", "storno", "сторно", "korekt", "credit note"]),
        (StatusMeaning.Sold, [
            "paid", "complet", "deliver", "shipped", "sent", "fulfilled", "closed", "sold", "sale", "done", "success", "processing", "invoiced", "collected",
            "picked up", "settled", "выполн", "доставл", "оплач", "отправл", "продан", "продаж", "заверш", "получ", "закрыт", "отгруж", "реализ", "вруч", "выдан",
            "успеш", "исполн", "забра", "виконан", "сплач", "відправл", "заверш", "отриман", "закрит", "відвантаж", "видан", "успіш", "вручен",
            "zrealiz", "zakoncz", "dostarcz", "oplac", "zaplac", "wyslan", "sprzeda", "odebran", "wykonan", "wydan", "zamknie", "rozliczon"]),
        (StatusMeaning.Pending, [
            "pending", "hold", "new", "draft", "in progress", "authorized", "open", "confirmed", "created", "in transit", "нов", "в обработ", "обрабат",
            "в работе", "принят", "подтвержд", "черновик", "в пути", "согласов", "недозвон", "в обробц", "обробл", "в роботі", "прийнят", "підтвердж", "чернетк", "в дороз",
            "now", "w realizac", "w trakcie", "przyj", "potwierdz", "przetwarz", "szkic", "w drodze", "wstrzym", "oczek"]),
    ];

    /// <summary>The meaning of a folded status; null when it is not known.</summary>
    public static StatusMeaning? Find(string folded)
    {
        var text = folded.Replace('_', ' ').Replace('-', ' ');
        text = text.StartsWith("wc ") ? text[3..] : text;
        foreach (var (meaning, stems) in Stems)
        {
            foreach (var stem in stems)
            {
                var found = text.IndexOf(stem, StringComparison.Ordinal);
                if (found == 0 || (found > 0 && !char.IsLetter(text[found - 1])))
                {
                    return meaning == StatusMeaning.Sold && IsDenied(text, found) ? StatusMeaning.Pending : meaning;
                }
            }
        }

        return null;
    }

    private static bool IsDenied(string text, int found) =>
        text[..found].TrimEnd() is var before && (before.EndsWith("не") || before.EndsWith("nie") || before.EndsWith("not"));

    /// <summary>Whether the folded content of a column that marks returns says that the row is one.</summary>
    public static bool IsYes(string folded) =>
        folded is "1" or "yes" or "y" or "true" or "t" or "x" or "+" or "да" or "так" or "tak" or "истина" or "prawda"
        || Find(folded) is StatusMeaning.Return or StatusMeaning.Refunded;
}
