using Dapper;
using Regulars.Journal.Contracts;
using Regulars.Journal.Customers;
using Regulars.Kernel;
using Regulars.Storage;

namespace Regulars.Journal.Criteria;

/// <summary>Finds and counts the persons of whom a condition holds.</summary>
internal sealed class CriteriaSearch(Database database, CustomerDirectory directory, IEnumerable<CriteriaLoader> loaders)
{
    /// <summary>How many there are.</summary>
    public long Count(Condition condition)
    {
        var sql = new CriteriaSql(database.Dialect);
        var where = condition.ToSql(sql);
        return database.QueryFirst<long>($"SELECT count(*) FROM customer_list l WHERE {where}", new DynamicParameters(sql.Parameters));
    }

    /// <summary>The next of them after a record, in the order in which records came to be known.</summary>
    public IReadOnlyList<CustomerRow> Find(Condition condition, Guid after, int most)
    {
        var sql = new CriteriaSql(database.Dialect);
        var where = condition.ToSql(sql);
        var parameters = new DynamicParameters(sql.Parameters);
        parameters.Add("after", after);
        parameters.Add("most", most);
        var ids = database.Query<Guid>(
            $"SELECT l.customer_id FROM customer_list l WHERE l.customer_id > @after AND {where} ORDER BY l.customer_id LIMIT @most", parameters);
        var rows = directory.LoadRows(ids).ToDictionary(row => row.Id);
        return [.. ids.Where(rows.ContainsKey).Select(id => rows[id])];
    }

    /// <summary>What every module knows of persons, for conditions that are asked in memory.</summary>
    public IReadOnlyList<CriteriaSubject> Load(IEnumerable<CustomerId> customers)
    {
        var subjects = customers.Select(customer => new CriteriaSubject(customer)).ToList();
        foreach (var loader in loaders)
        {
            loader.Load(database, subjects);
        }

        return subjects;
    }
}
