using System.Buffers;
using System.Text;
using HyOps.Core.Redaction;

namespace HyOps.Core.Tests.Redaction;

/// <summary>Values that nobody registered, known by their name or their shape; and what tools print that looks like them and is none.</summary>
public sealed class KeyedTests
{
    private const string Body = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw";

    [Theory]
    [InlineData("password=hunter2x", "password=***")]
    [InlineData("PGPASSWORD=swordfish psql", "PGPASSWORD=*** psql")]
    [InlineData("DB_PASSWORD2=swordfish psql", "DB_PASSWORD2=*** psql")]
    [InlineData("db_password = \"sword fish\"", "db_password = \"***\"")]
    [InlineData("{\"clientSecret\": \"a\\\"b c\", \"x\": 1}", "{\"clientSecret\": \"***\", \"x\": 1}")]
    [InlineData("msg: {\\\"api_key\\\": \\\"abcdef\\\"}", "msg: {\\\"api_key\\\": \\\"***\\\"}")]
    [InlineData("login --password swordfish --user me", "login --password *** --user me")]
    [InlineData("login --db-token=abc123 -v", "login --db-token=*** -v")]
    [InlineData("Server=db;User=sa;Password=Sw0rd!fish;Encrypt=true", "Server=db;User=sa;Password=***;Encrypt=true")]
    [InlineData("AccountName=a;AccountKey=Zm9vYmFyYmF6cXV4==;x", "AccountName=a;AccountKey=***;x")]
    [InlineData("password: hunter2x", "password: ***")]
    [InlineData("'token': 'plainword'", "'token': '***'")]
    [InlineData("<db:password>sword fish</db:password>", "<db:password>***</db:password>")]
    [InlineData("password\e[0m: \e[33m\"hunter\"\e[0m", "password\e[0m: \e[33m\"***\"\e[0m")]
    [InlineData("> Authorization: Basic dXNlcjpwYXNz\r\n", "> Authorization: Basic ***\r\n")]
    [InlineData("\"Authorization\": \"Bearer abc.def\"", "\"Authorization\": \"Bearer ***\"")]
    [InlineData("curl: Bearer AbCdEf0123456789xyz failed", "curl: Bearer *** failed")]
    [InlineData("Cookie: session=abc; other=d\nnext", "Cookie: ***\nnext")]
    [InlineData("X-Vault-Token: s.Ab12cd34ef", "X-Vault-Token: ***")]
    [InlineData("postgres://app:sw0rd@db:5432/app", "postgres://app:***@db:5432/app")]
    [InlineData("https://abcdefghij0123456789@github.com/x.git", "https://***@github.com/x.git")]
    [InlineData("got ghp_0123456789abcdefghijABCDEFGHIJ0123.", "got ***.")]
    [InlineData("glpat-0123456789abcdefghij", "***")]
    [InlineData("id AKIAIOSFODNN7EXAMPLE", "id ***")]
    [InlineData("hvs.CAESIJ0123456789abcdefghijklm", "***")]
    [InlineData("at eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.c2lnbmF0dXJl end", "at *** end")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\n" + Body + "\n" + Body + "\n-----END RSA PRIVATE KEY-----\nnext", "-----BEGIN RSA PRIVATE KEY-----\n***-----END RSA PRIVATE KEY-----\nnext")]
    [InlineData("\"-----BEGIN PRIVATE KEY-----\\n" + Body + "\\n-----END PRIVATE KEY-----\\n\"", "\"-----BEGIN PRIVATE KEY-----\\n***-----END PRIVATE KEY-----\\n\"")]
    public void A_value_is_hidden_by_its_name_or_its_shape(string text, string masked) =>
        Assert.All(Enumerable.Range(1, 30).Append(10_000), chunk => Assert.Equal(masked, Mask(text, chunk)));

    [Theory]
    [InlineData("password_file: /run/secrets/db")]
    [InlineData("token_length = 40")]
    [InlineData("db_password_env: NETBOX_DB_PASSWORD")]
    [InlineData("TASK [Set password] ****")]
    [InlineData("no_log: true")]
    [InlineData("password = (sensitive value)")]
    [InlineData("password = var.db_password")]
    [InlineData("token: ${steps.base.outputs.token}")]
    [InlineData("ansible_password: \"{{ lookup('env', 'X') }}\"")]
    [InlineData("update_password: VALUE_SPECIFIED_IN_NO_LOG_PARAMETER")]
    [InlineData("Error: invalid token: unexpected end of file")]
    [InlineData("Enter password: ")]
    [InlineData("--password string   The password of the user")]
    [InlineData("--token-file FILE")]
    [InlineData("localhost : ok=7 changed=2 unreachable=0 failed=0 skipped=1")]
    [InlineData("random_password.db: Creation complete after 0s [id=none]")]
    [InlineData("must begin with \"-----BEGIN PRIVATE KEY-----\" and no other")]
    [InlineData("https://registry.terraform.io/providers/hashicorp/aws@5.0")]
    [InlineData("ssh://git@github.com/x.git")]
    [InlineData("private_key_path = ~/.ssh/id_ed25519")]
    [InlineData("tokens: 3, secrets: 12")]
    [InlineData("hyops secrets set --env dev NETBOX_API_TOKEN=VALUE")]
    [InlineData("changed: [db] => (item=secret)")]
    public void What_only_talks_of_secrets_stays_readable(string text) =>
        Assert.All(Enumerable.Range(1, 20).Append(10_000), chunk => Assert.Equal(text, Mask(text, chunk)));

    [Fact]
    public void A_value_of_megabytes_is_hidden_without_being_held()
    {
        var value = new string('x', 3_000_000);

        Assert.Equal("password=*** end", Mask($"password={value} end", 1000));
        Assert.Equal("password=\"***\" end", Mask($"password=\"{value}\" end", 70_000));
    }

    [Fact]
    public void A_prompt_for_a_password_comes_out_at_once()
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = new Masker().Open(masked => output.Write(masked));

        pipe.Write("New password: "u8);
        var before = Encoding.UTF8.GetString(output.WrittenSpan);
        pipe.Write("hunter2x\n"u8);

        Assert.Equal("New password: ", before);
        Assert.Equal("New password: ***\n", Encoding.UTF8.GetString(output.WrittenSpan));
    }

    private static string Mask(string text, int chunk)
    {
        var output = new ArrayBufferWriter<byte>();
        var pipe = new Masker().Open(masked => output.Write(masked));
        foreach (var part in Encoding.UTF8.GetBytes(text).Chunk(chunk))
        {
            pipe.Write(part);
        }

        pipe.Complete();
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
