using System.Globalization;
using Npgsql;

namespace Regulars.Storage;

internal sealed class PostgreSqlRowReader(NpgsqlDataReader reader) : RowReader
{
    public override bool IsNull(int column) => reader.IsDBNull(column);

    public override Guid Id(int column) => reader.GetGuid(column);

    public override long Long(int column)
    {
        var type = reader.GetFieldType(column);
        return type == typeof(long) ? reader.GetInt64(column)
            : type == typeof(int) ? reader.GetInt32(column)
            : Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture);
    }

    public override double Real(int column) => reader.GetDouble(column);

    public override decimal Decimal(int column) => reader.GetDecimal(column);

    public override string Text(int column) => reader.GetString(column);

    public override byte[] Bytes(int column) => reader.GetFieldValue<byte[]>(column);
}
