using System.Data;
using System.Globalization;
using Dapper;
using Microsoft.Data.Sqlite;

namespace Regulars.Storage;

/// <summary>Identifiers are 16 big-endian bytes on SQLite and <c>uuid</c> on PostgreSQL; here Dapper learns so.</summary>
internal sealed class IdentifierHandler : SqlMapper.TypeHandler<Guid>
{
    public static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new IdentifierHandler());
        SqlMapper.AddTypeHandler(new DecimalHandler());
    }

    public override void SetValue(IDbDataParameter parameter, Guid value) =>
        parameter.Value = parameter is SqliteParameter ? value.ToByteArray(bigEndian: true) : value;

    public override Guid Parse(object value) => value is byte[] bytes ? new Guid(bytes, bigEndian: true) : (Guid)value;

    /// <summary>Exact decimals are text on SQLite.</summary>
    private sealed class DecimalHandler : SqlMapper.TypeHandler<decimal>
    {
        public override void SetValue(IDbDataParameter parameter, decimal value) =>
            parameter.Value = parameter is SqliteParameter ? value.ToString(CultureInfo.InvariantCulture) : value;

        public override decimal Parse(object value) => value is string text
            ? decimal.Parse(text, CultureInfo.InvariantCulture)
            : Convert.ToDecimal(value, CultureInfo.InvariantCulture);
    }
}
