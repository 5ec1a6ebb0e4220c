using DuckDB.NET.Data;

namespace AccountCommStats.Exporting.Tests.Sample;

/// <summary>Queries files with an in-memory DuckDB that has no tables.</summary>
internal static class DuckDbMemory
{
    /// <summary>The texts in the only column of a query.</summary>
    /// <param name="setup">What is executed first, such as a setting.</param>
    /// <param name="sql">The query.</param>
    public static List<string> Query(string setup, string sql)
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = setup;
        command.ExecuteNonQuery();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(reader.GetString(0));
        }

        return rows;
    }
}
