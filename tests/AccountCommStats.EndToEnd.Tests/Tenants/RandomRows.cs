using System.Text;

namespace AccountCommStats.EndToEnd.Tests.Tenants;

/// <summary>Random rows of several organizations that share ids. Organization 1 is exported.</summary>
internal sealed class RandomRows(Random random)
{
    /// <summary>Removes the rows of the reference tables.</summary>
    public const string ClearReference = "delete from customer; delete from users; delete from user_api_token; delete from email_prop; delete from ticket; delete from ticket_comment;\n";

    /// <summary>
    /// The tables of a help desk. Ids of accounts, conversations and people are unique; ids of messages are unique only within a
    /// tenant.
    /// </summary>
    public const string HelpDesk = """
        create table accounts (id bigint primary key, tenant bigint not null, name text);
        create table people (id bigint primary key, name text);
        create table conversations (id bigint primary key, account_id bigint, tenant bigint not null, assignee bigint, title text);
        create table messages (id bigint not null, tenant bigint not null, conversation_id bigint, reply_to bigint, body text, primary key (tenant, id));
        create table attachments (message_id bigint, tenant bigint not null, conversation_id bigint, name text);
        create table notes (conversation_id bigint, body text);
        create table members (tenant bigint not null, person_id bigint, role text);
        create table currency (code text primary key, rate bigint);
        insert into currency values ('EUR', 1), ('USD', 2);

        """;

    /// <summary>Removes the rows of the help desk.</summary>
    public const string ClearHelpDesk = "delete from accounts; delete from people; delete from conversations; delete from messages; delete from attachments; delete from notes; delete from members;\n";

    private readonly StringBuilder _sql = new();

    /// <summary>
    /// Rows of the reference tables. Organization 1 has the ids 1 to 3, and most rows of the other organizations have these ids,
    /// too.
    /// </summary>
    public string Reference(int organization)
    {
        _sql.Clear();
        var label = organization == 1 ? "own" : "FOREIGN";
        for (var id = 1; id <= 3; id++)
        {
            Insert("customer", Key(id), organization, $"'{label}-{Number()}'", Id(), "1");
            Insert("users", Key(id), organization, $"'{label}-{Number()}'", "1");
            Insert("user_api_token", Key(id), organization, Id(false), $"'{label}'", $"'{label}-{Number()}'", "'secret'", "'2025-01-01'", "null");
            Insert("email_prop", Key(id), organization, Id(false), Id(false), "'2025-01-01'", $"'{label}'", Id(), "true", $"'{label[0]}{Number()}'");
            Insert("ticket", Key(id), organization, Id(false), "'2025-01-01'", Id());
            Insert("ticket_comment", Key(id), organization, Id(false), "'2025-01-01'", $"'{label}'", Id());
        }

        return _sql.ToString();

        string Key(int id) => (organization > 1 && random.Next(4) == 0 ? 900 + id : id).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Number() => random.Next(organization == 1 ? 5 : 900).ToString(System.Globalization.CultureInfo.InvariantCulture);
        string Id(bool mayBeNull = true) => mayBeNull && random.Next(8) == 0 ? "null" : random.Next(1, organization > 1 && random.Next(4) == 0 ? 999 : 5).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>
    /// Rows of the help desk. References to unique ids stay within the tenant. Message ids are not unique, so attachments of
    /// different tenants refer to the same message ids.
    /// </summary>
    public string HelpDeskOf(int tenant)
    {
        _sql.Clear();
        var label = tenant == 1 ? "own" : "FOREIGN";
        for (var i = 1; i <= 3; i++)
        {
            var key = (tenant * 100) + i;
            Insert("accounts", key, tenant, Name());
            if (tenant > 1)
            {
                Insert("people", key, Name());
            }

            Insert("conversations", key, Of(), tenant, Person(), Name());
            Insert("messages", i, tenant, Of(), random.Next(1, 4), Name());
            Insert("attachments", random.Next(1, 4), tenant, Of(), Name());
            Insert("notes", Of(), Name());
            Insert("members", tenant, Person(), Name());
        }

        return _sql.ToString();

        string Name() => $"'{label}-{random.Next(900)}'";
        object Of() => random.Next(8) == 0 ? "null" : (tenant * 100) + random.Next(1, 4);
        // People 1 to 3 work for several tenants.
        object Person() => tenant > 1 && random.Next(2) == 0 ? (tenant * 100) + random.Next(1, 4) : random.Next(1, 4);
    }

    private void Insert(string table, params object[] values) => _sql.Append("insert into ").Append(table).Append(" values (").AppendJoin(", ", values).Append(");\n");
}
