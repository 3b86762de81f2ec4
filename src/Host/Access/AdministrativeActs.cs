using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Host.Access;

/// <summary>The record of what people with power did.</summary>
internal sealed class AdministrativeActs(Database database, TimeProvider clock)
{
    public void Record(WriteTransaction transaction, string actor, string act, string subject) => transaction.Execute(
        "INSERT INTO administrative_act (act_id, at, actor, act, subject) VALUES (@id, @at, @actor, @act, @subject)",
        new { id = Uuid.New(clock), at = Instant.Now(clock).Microseconds, actor, act, subject });

    public void Record(string actor, string act, string subject) =>
        database.Write(transaction => Record(transaction, actor, act, subject));

    /// <summary>The newest act of a sort whose subject begins with a text; null when there is none.</summary>
    public AdministrativeAct? Last(string act, string subject) => database.QueryFirst<AdministrativeAct>(
        """
        SELECT act_id AS Id, at AS At, actor AS Actor, act AS Act, subject AS Subject FROM administrative_act
        WHERE act = @act AND substr(subject, 1, @length) = @subject ORDER BY act_id DESC LIMIT 1
        """,
        new { act, subject, length = subject.Length });

    /// <summary>The newest acts before one, newest first.</summary>
    public IReadOnlyList<AdministrativeAct> Before(Guid? id, int most) => database.Query<AdministrativeAct>(
        id is null
            ? "SELECT act_id AS Id, at AS At, actor AS Actor, act AS Act, subject AS Subject FROM administrative_act ORDER BY act_id DESC LIMIT @most"
            : "SELECT act_id AS Id, at AS At, actor AS Actor, act AS Act, subject AS Subject FROM administrative_act WHERE act_id < @id ORDER BY act_id DESC LIMIT @most",
        new { id, most });
}

/// <summary>Who did what to whom, and when.</summary>
internal sealed class AdministrativeAct
{
    public Guid Id { get; init; }

    public long At { get; init; }

    public string Actor { get; init; } = "";

    public string Act { get; init; } = "";

    public string Subject { get; init; } = "";
}
