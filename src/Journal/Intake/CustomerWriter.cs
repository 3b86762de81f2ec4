using Regulars.Journal.Contracts;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Intake;

/// <summary>Writes who customers are: identities, profiles, attributes, proposals to merge, answers kept for repeats.</summary>
internal static class CustomerWriter
{
    private static readonly RowShape<IdentityRow> Identities = new RowShape<IdentityRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Int("kind", row => (int)row.Identity.Kind)
        .Text("value", row => row.Identity.Value)
        .Text("shown", row => row.Shown)
        .Int("source_id", row => row.Source)
        .Long("recorded_at", row => row.At.Microseconds);

    private static readonly RowShape<KeyValuePair<CustomerId, ProfileInput>> Profiles = new RowShape<KeyValuePair<CustomerId, ProfileInput>>()
        .Id("customer_id", row => row.Key.Value)
        .Text("name", row => row.Value.Name)
        .Text("language", row => row.Value.Language)
        .OptionalInt("birthday", row => row.Value.Birthday?.Number)
        .Text("country", row => row.Value.Country)
        .Text("city", row => row.Value.City)
        .Text("age_group", row => row.Value.AgeGroup)
        .Text("income_band", row => row.Value.IncomeBand)
        .Text("folded_country", row => Folded(row.Value.Country))
        .Text("folded_city", row => Folded(row.Value.City))
        .Text("folded_age_group", row => Folded(row.Value.AgeGroup))
        .Text("folded_income_band", row => Folded(row.Value.IncomeBand));

    private static readonly RowShape<KeyValuePair<(CustomerId Customer, string Name), AttributeInput>> Attributes =
        new RowShape<KeyValuePair<(CustomerId Customer, string Name), AttributeInput>>()
        .Id("customer_id", row => row.Key.Customer.Value)
        .Text("name", row => row.Key.Name)
        .Text("text_value", row => row.Value.Text)
        .Text("folded_text", row => Folded(row.Value.Text))
        .Real("number_value", row => row.Value.Number)
        .OptionalInt("day_value", row => row.Value.Date?.Number);

    private static readonly RowShape<ProposalRow> Proposals = new RowShape<ProposalRow>()
        .Id("customer_id", row => row.Customer.Value)
        .Id("other_id", row => row.Other.Value)
        .Int("identity_kind", row => (int)row.Kind)
        .Long("proposed_at", row => row.At.Microseconds);

    private static readonly RowShape<RequestRow> Requests = new RowShape<RequestRow>()
        .Int("source_id", row => row.Source)
        .Text("request_key", row => row.Key.Key)
        .Bytes("request_hash", row => row.Key.ContentHash)
        .OptionalId("customer_id", row => row.Customer?.Value)
        .Text("answer", row => row.Answer)
        .Long("recorded_at", row => row.At.Microseconds);

    public static void Write(WriteTransaction transaction, Effects effects)
    {
        // A look-up that another node claimed meanwhile fails here on its key, and the group is tried again.
        transaction.Write(
            "INSERT INTO identity_lookup (kind, value, customer_id) SELECT rows.kind, rows.value, rows.customer_id FROM {rows} ORDER BY rows.kind, rows.value",
            Identities,
            effects.Identities);
        transaction.Write(
            """
            INSERT INTO identity (customer_id, kind, value, shown, source_id, recorded_at)
            SELECT rows.customer_id, rows.kind, rows.value, rows.shown, rows.source_id, rows.recorded_at FROM {rows}
            """,
            Identities,
            effects.Identities);
        WriteProfiles(transaction, effects);
        transaction.Write(
            """
            INSERT INTO merge_proposal (customer_id, other_id, identity_kind, proposed_at)
            SELECT rows.customer_id, rows.other_id, rows.identity_kind, rows.proposed_at FROM {rows} WHERE true
            ON CONFLICT (customer_id, other_id) DO NOTHING
            """,
            Proposals,
            [.. effects.Proposals.Values]);
        transaction.Write(
            """
            INSERT INTO request_lookup (source_id, request_key, request_hash, customer_id, answer, recorded_at)
            SELECT rows.source_id, rows.request_key, rows.request_hash, rows.customer_id, rows.answer, rows.recorded_at FROM {rows}
            """,
            Requests,
            effects.Requests);
    }

    private static void WriteProfiles(WriteTransaction transaction, Effects effects)
    {
        transaction.Write(
            """
            INSERT INTO customer_profile (customer_id, name, language, birthday, country, city, age_group, income_band,
                folded_country, folded_city, folded_age_group, folded_income_band)
            SELECT rows.customer_id, rows.name, rows.language, rows.birthday, rows.country, rows.city, rows.age_group, rows.income_band,
                rows.folded_country, rows.folded_city, rows.folded_age_group, rows.folded_income_band
            FROM {rows} WHERE true
            ON CONFLICT (customer_id) DO UPDATE SET
                name = coalesce(excluded.name, customer_profile.name), language = coalesce(excluded.language, customer_profile.language),
                birthday = coalesce(excluded.birthday, customer_profile.birthday), country = coalesce(excluded.country, customer_profile.country),
                city = coalesce(excluded.city, customer_profile.city), age_group = coalesce(excluded.age_group, customer_profile.age_group),
                income_band = coalesce(excluded.income_band, customer_profile.income_band),
                folded_country = coalesce(excluded.folded_country, customer_profile.folded_country),
                folded_city = coalesce(excluded.folded_city, customer_profile.folded_city),
                folded_age_group = coalesce(excluded.folded_age_group, customer_profile.folded_age_group),
                folded_income_band = coalesce(excluded.folded_income_band, customer_profile.folded_income_band)
            """,
            Profiles,
            [.. effects.Profiles]);
        transaction.Write(
            "UPDATE customer_profile SET birthday = NULL WHERE customer_id {one_of} (SELECT rows.customer_id FROM {rows})",
            Profiles,
            [.. effects.Profiles.Where(profile => profile.Value.WithoutBirthday)]);
        var attributes = effects.Attributes.ToList();
        transaction.Write(
            "DELETE FROM customer_attribute WHERE (customer_id, name) IN (SELECT rows.customer_id, rows.name FROM {rows})",
            Attributes,
            attributes);
        transaction.Write(
            """
            INSERT INTO customer_attribute (customer_id, name, text_value, folded_text, number_value, day_value)
            SELECT rows.customer_id, rows.name, rows.text_value, rows.folded_text, rows.number_value, rows.day_value FROM {rows}
            """,
            Attributes,
            attributes.FindAll(row => row.Value is not { Text: null, Number: null, Date: null }));
    }

    /// <summary>As conditions compare it. An empty text stays empty: it takes away what was kept.</summary>
    private static string? Folded(string? text) => text is null ? null : Text.Fold(text);
}
