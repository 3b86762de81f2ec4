using System.Globalization;
using SQLitePCL;

namespace Regulars.Storage;

internal sealed class SqliteRowReader(sqlite3_stmt statement) : RowReader
{
    private readonly SqliteValues values = new(statement);

    public override bool IsNull(int column) => values.IsNull(column);

    public override Guid Id(int column) => new(values.Bytes(column), bigEndian: true);

    public override long Long(int column) => values.Long(column);

    public override double Real(int column) => values.Real(column);

    public override decimal Decimal(int column) => decimal.Parse(Text(column), CultureInfo.InvariantCulture);

    public override string Text(int column) => values.Text(column);

    public override byte[] Bytes(int column) => values.Bytes(column).ToArray();
}
