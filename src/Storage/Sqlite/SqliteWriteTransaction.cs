using System.Data.Common;
using System.Globalization;
using System.Text;

namespace Regulars.Storage;

internal sealed class SqliteWriteTransaction(SqlitePrepared connection, SqliteStatements statements, Dialect dialect)
    : WriteTransaction
{
    /// <summary>Below SQLite's limit of 32,766, and small enough that a statement is planned once and soon.</summary>
    private const int MostParameters = 4096;

    /// <summary>Up to here each number of rows has its own statement.</summary>
    private const int SmallSet = 64;

    public override Engine Engine => Engine.Sqlite;

    private protected override DbConnection Connection => connection;

    private protected override DbTransaction? Inner => null;

    private protected override void WriteRows<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows) => Run(sql, shape, rows, static _ => { });

    private protected override List<TOut> ReadRows<T, TOut>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, Func<RowReader, TOut> read)
    {
        var answer = new List<TOut>(rows.Count);
        Run(sql, shape, rows, reader => answer.Add(read(reader)));
        return answer;
    }

    private protected override string Translate(string sql) => dialect.Translate(sql);

    private protected override void Flush()
    {
    }

    /// <summary>Sends a small set in one statement, a large one in statements whose sizes are powers of two, so that few texts are ever prepared.</summary>
    private void Run<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, Action<RowReader> read)
    {
        var largest = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)(MostParameters / shape.Columns.Count)) / 2;
        for (var first = 0; first < rows.Count;)
        {
            var size = largest;
            while (size > rows.Count - first)
            {
                size = size > SmallSet ? size >> 1 : rows.Count - first;
            }

            RunPart(sql, shape, rows, first, size, read);
            first += size;
        }
    }

    private void RunPart<T>(string sql, RowShape<T> shape, IReadOnlyList<T> rows, int first, int size, Action<RowReader> read)
    {
        var statement = statements.Prepare(sql, size, (text, count) => Expand(dialect.Translate(text), shape, count));
        var values = new SqliteValues(statement);
        var position = 1;
        for (var row = first; row < first + size; row++)
        {
            var value = rows[row];
            foreach (var column in shape.Columns)
            {
                column.Bind(values, position++, value);
            }
        }

        statements.Step(statement, new SqliteRowReader(statement), read);
    }

    private static string Expand<T>(string sql, RowShape<T> shape, int count)
    {
        var names = shape.Columns.Select((column, i) =>
            string.Create(CultureInfo.InvariantCulture, $"column{i + 1} AS {column.Name}"));
        var width = shape.Columns.Count;
        var values = Enumerable.Range(0, count).Select(row =>
            "(" + string.Join(',', Enumerable.Range((row * width) + 1, width).Select(number => "?" + number)) + ")");
        var set = new StringBuilder("(SELECT ").AppendJoin(", ", names).Append(" FROM (VALUES ")
            .AppendJoin(',', values).Append(")) AS rows");
        return sql.Replace(Dialect.RowsToken, set.ToString(), StringComparison.Ordinal);
    }
}
