using SQLitePCL;

namespace Regulars.Storage;

internal sealed class SqliteRowReader(sqlite3_stmt statement) : RowReader
{
    public override bool IsNull(int column) => raw.sqlite3_column_type(statement, column) == raw.SQLITE_NULL;

    public override Guid Id(int column) => new(raw.sqlite3_column_blob(statement, column), bigEndian: true);

    public override long Long(int column) => raw.sqlite3_column_int64(statement, column);

    public override double Real(int column) => raw.sqlite3_column_double(statement, column);

    public override decimal Decimal(int column) => decimal.Parse(Text(column), System.Globalization.CultureInfo.InvariantCulture);

    public override string Text(int column) => raw.sqlite3_column_text(statement, column).utf8_to_string();

    public override byte[] Bytes(int column) => raw.sqlite3_column_blob(statement, column).ToArray();
}
