using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Regulars.Ui.Tests;

public class WritingProperties
{
    [Fact]
    public void A_whole_number_can_be_read_back_in_every_language() => Prop.ForAll<long, int>((number, choice) =>
    {
        var written = Readers.Formats(Any(choice)).Integer(number);
        var read = written.Replace("\u00A0", "").Replace(",", "").Replace('\u2212', '-');
        return long.Parse(read, CultureInfo.InvariantCulture) == number;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_number_has_a_form_that_texts_must_have() => Prop.ForAll<decimal, int>((number, choice) =>
        Plural.Forms(Any(choice)).Contains(Plural.Form(Any(choice), number))).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_number_of_days_makes_a_sentence() => Prop.ForAll<double, int>((number, choice) =>
        !double.IsFinite(number) || Math.Abs(number) > 1e12
        || Readers.Formats(Any(choice)).Days(number).Any(char.IsLetter)).QuickCheckThrowOnFailure();

    private static Language Any(int choice) => Languages.All[(int)(Math.Abs((long)choice) % Languages.All.Count)];
}
