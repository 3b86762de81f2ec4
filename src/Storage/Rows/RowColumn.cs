using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Regulars.Storage;

/// <summary>One column of a <see cref="RowShape{T}"/>: how its values are bound on each engine.</summary>
internal abstract class RowColumn<T>(string name, string postgreSqlType)
{
    public string Name { get; } = name;

    public string PostgreSqlType { get; } = postgreSqlType;

    public abstract void Bind(SqliteValues statement, int position, T value);

    public abstract NpgsqlParameter Array(IReadOnlyList<T> values);

    protected static NpgsqlParameter Parameter<TValue>(IReadOnlyList<T> values, Func<T, TValue> read, NpgsqlDbType type)
    {
        var array = new TValue[values.Count];
        for (var i = 0; i < array.Length; i++)
        {
            array[i] = read(values[i]);
        }

        return new NpgsqlParameter<TValue[]> { TypedValue = array, NpgsqlDbType = NpgsqlDbType.Array | type };
    }
}

internal sealed class IdColumn<T>(string name, Func<T, Guid?> read) : RowColumn<T>(name, "uuid")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is not { } id)
        {
            statement.BindNull(position);
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        statement.Bind(position, bytes);
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Uuid);
}

internal sealed class LongColumn<T>(string name, Func<T, long?> read) : RowColumn<T>(name, "bigint")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is { } number)
        {
            statement.Bind(position, number);
        }
        else
        {
            statement.BindNull(position);
        }
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Bigint);
}

internal sealed class IntColumn<T>(string name, Func<T, int?> read) : RowColumn<T>(name, "integer")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is { } number)
        {
            statement.Bind(position, number);
        }
        else
        {
            statement.BindNull(position);
        }
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Integer);
}

internal sealed class RealColumn<T>(string name, Func<T, double?> read) : RowColumn<T>(name, "double precision")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is { } number)
        {
            statement.Bind(position, number);
        }
        else
        {
            statement.BindNull(position);
        }
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Double);
}

internal sealed class DecimalColumn<T>(string name, Func<T, decimal> read) : RowColumn<T>(name, "numeric")
{
    public override void Bind(SqliteValues statement, int position, T value) =>
        statement.Bind(position, read(value).ToString(CultureInfo.InvariantCulture));

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Numeric);
}

internal sealed class TextColumn<T>(string name, Func<T, string?> read) : RowColumn<T>(name, "text")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is { } text)
        {
            statement.Bind(position, text);
        }
        else
        {
            statement.BindNull(position);
        }
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Text);
}

internal sealed class BytesColumn<T>(string name, Func<T, byte[]?> read) : RowColumn<T>(name, "bytea")
{
    public override void Bind(SqliteValues statement, int position, T value)
    {
        if (read(value) is { } bytes)
        {
            statement.Bind(position, bytes);
        }
        else
        {
            statement.BindNull(position);
        }
    }

    public override NpgsqlParameter Array(IReadOnlyList<T> values) => Parameter(values, read, NpgsqlDbType.Bytea);
}
