using System.Collections;
using System.Numerics;
using System.Runtime.InteropServices;
using Regulars.Journal.Contracts;
using Regulars.Storage;

namespace Regulars.Journal.Criteria;

/// <summary>What conditions read of every customer, in columns: a field is read once, and further conditions on it ask no database.</summary>
/// <remarks>Customers are those of the moment at which this was made; a field is as of its first question. A question costs one pass over
/// each column. A million customers take 16 MB and 4 to 8 MB more for each field.</remarks>
public sealed class CriteriaColumns
{
    /// <summary>Columns kept at once.</summary>
    private const int Most = 40;

    private readonly Database database;

    /// <summary>Ascending, as the database orders them.</summary>
    private readonly Guid[] customers;

    /// <summary>Each is read by whoever asks for it first; who asks for another meanwhile need not wait.</summary>
    private readonly Dictionary<(string Field, string? Argument), (CriteriaField Field, Lazy<CriteriaColumn?> Column)> columns = [];

    private readonly HashSet<AskedField> asked = [];

    private readonly Lock reading = new();

    /// <summary>Reads who the customers are.</summary>
    public CriteriaColumns(Database database)
    {
        ArgumentNullException.ThrowIfNull(database);
        this.database = database;
        var found = new List<Guid>();
        database.Scan("SELECT l.customer_id FROM customer_list l ORDER BY l.customer_id", row => found.Add(row.Id(0)));
        customers = [.. found];
    }

    /// <summary>What conditions asked so far, whatever was read ahead.</summary>
    public IReadOnlyList<AskedField> Asked
    {
        get
        {
            lock (reading)
            {
                return [.. asked];
            }
        }
    }

    /// <summary>Whether another field can be read without forgetting those that were.</summary>
    public bool HasRoom
    {
        get
        {
            lock (reading)
            {
                return columns.Count < Most;
            }
        }
    }

    /// <summary>Reads fields before somebody asks for them, as many as there is room for.</summary>
    public void ReadAhead(IReadOnlyList<AskedField> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var field in fields.TakeWhile(_ => HasRoom))
        {
            Column(field);
        }
    }

    /// <summary>How many customers a condition holds of.</summary>
    public long Count(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var among = condition.Among(this);
        var bytes = CollectionsMarshal.AsBytes(among);
        var count = 0L;
        foreach (var eight in bytes)
        {
            count += BitOperations.PopCount(eight);
        }

        // The last byte may have bits of nobody.
        var unused = (8 * bytes.Length) - among.Length;
        return unused == 0 ? count : count - BitOperations.PopCount((uint)bytes[^1] >> (8 - unused));
    }

    /// <summary>The customers a condition holds of.</summary>
    public List<Guid> Holds(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var found = new List<Guid>();
        var among = condition.Among(this);
        for (var position = 0; position < customers.Length; position++)
        {
            if (among[position])
            {
                found.Add(customers[position]);
            }
        }

        return found;
    }

    /// <summary>Nobody, or everybody.</summary>
    internal BitArray All(bool hold) => new(customers.Length, hold);

    /// <summary>Of whom a test holds.</summary>
    internal BitArray Among(TestCondition test)
    {
        var field = new AskedField(test.Field, test.Argument);
        var column = Column(field);
        lock (reading)
        {
            asked.Add(field);
        }

        return column?.Among(test) ?? Ask(test);
    }

    private CriteriaColumn? Column(AskedField field)
    {
        (CriteriaField, Lazy<CriteriaColumn?> Column) known;
        lock (reading)
        {
            if (!columns.TryGetValue((field.Field.Name, field.Argument), out known))
            {
                if (columns.Count == Most)
                {
                    columns.Clear();
                    asked.Clear();
                }

                columns.Add((field.Field.Name, field.Argument), known = (field.Field, new Lazy<CriteriaColumn?>(() => Read(field.Field, field.Argument))));
            }
        }

        try
        {
            return known.Column.Value;
        }
        catch
        {
            // Whoever asks next tries again.
            lock (reading)
            {
                columns.Remove((field.Field.Name, field.Argument));
            }

            throw;
        }
    }

    private CriteriaColumn? Read(CriteriaField field, string? argument)
    {
        var sql = new CriteriaSql(database.Dialect) { Argument = argument };
        if (field.Type is CriteriaType.Text or CriteriaType.Choice or CriteriaType.Birthday)
        {
            var texts = new TextColumn(customers.Length);
            Scan($"{field.Sql(sql)}", sql, (position, row) => texts.Set(position, row.OptionalText(1)));
            return texts.IsFull ? null : texts;
        }

        var numbers = new NumberColumn(customers.Length);
        Scan($"CAST({field.Sql(sql)} AS {{real}})", sql, (position, row) => numbers.Set(position, row.IsNull(1) ? null : row.Real(1)));
        return numbers;
    }

    /// <summary>A text that is different for nearly everybody is compared where it stands.</summary>
    private BitArray Ask(TestCondition test)
    {
        var sql = new CriteriaSql(database.Dialect);
        var holds = All(false);
        Scan("1", sql, (position, _) => holds[position] = true, test.ToSql(sql));
        return holds;
    }

    private void Scan(string value, CriteriaSql sql, Action<int, RowReader> read, string where = "true")
    {
        var position = 0;
        database.Scan(
            $"SELECT l.customer_id, {value} FROM customer_list l WHERE {where} ORDER BY l.customer_id",
            row =>
            {
                var customer = row.Id(0);
                while (position < customers.Length && customers[position].CompareTo(customer) < 0)
                {
                    position++;
                }

                // Customers who came since are left out.
                if (position < customers.Length && customers[position] == customer)
                {
                    read(position, row);
                }
            },
            sql.Parameters);
    }
}

/// <summary>A field, of what the criterion names where it needs that.</summary>
public sealed record AskedField(CriteriaField Field, string? Argument);

/// <summary>One field of every customer.</summary>
internal abstract class CriteriaColumn
{
    /// <summary>Of whom a test holds.</summary>
    public abstract BitArray Among(TestCondition test);
}

/// <summary>Numbers, minor units or days.</summary>
internal sealed class NumberColumn : CriteriaColumn
{
    private readonly double[] numbers;

    public NumberColumn(int customers)
    {
        numbers = new double[customers];
        numbers.AsSpan().Fill(double.NaN);
    }

    public void Set(int position, double? number) => numbers[position] = number ?? double.NaN;

    public override BitArray Among(TestCondition test)
    {
        var holds = new BitArray(numbers.Length);
        for (var position = 0; position < numbers.Length; position++)
        {
            var number = numbers[position];
            if (!double.IsNaN(number) && test.Matches(null, number))
            {
                holds[position] = true;
            }
        }

        return holds;
    }
}

/// <summary>Texts or keys, each different one kept once.</summary>
internal sealed class TextColumn(int customers) : CriteriaColumn
{
    private const int MostTexts = 50_000;

    private readonly int[] numbers = new int[customers];

    private readonly Dictionary<string, int> texts = [];

    /// <summary>Whether there are more different texts than are kept: then the column says nothing.</summary>
    public bool IsFull { get; private set; }

    public void Set(int position, string? text)
    {
        if (string.IsNullOrEmpty(text) || IsFull)
        {
            return;
        }

        if (!texts.TryGetValue(text, out var number))
        {
            if (texts.Count == MostTexts)
            {
                IsFull = true;
                return;
            }

            texts.Add(text, number = texts.Count + 1);
        }

        numbers[position] = number;
    }

    public override BitArray Among(TestCondition test)
    {
        // The first place is for those of whom nothing is known.
        var matches = new bool[texts.Count + 1];
        foreach (var (text, number) in texts)
        {
            matches[number] = test.Matches(text, null);
        }

        var holds = new BitArray(numbers.Length);
        for (var position = 0; position < numbers.Length; position++)
        {
            holds[position] = matches[numbers[position]];
        }

        return holds;
    }
}
