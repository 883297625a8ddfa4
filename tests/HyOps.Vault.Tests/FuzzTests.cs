using System.Collections.Immutable;
using System.Text;
using HyOps.Core.Secrets;
using HyOps.Testing.Fuzzing;

namespace HyOps.Vault.Tests;

/// <summary>Damaged bundles are refused in the documented way, and nothing else happens.</summary>
public sealed class FuzzTests
{
    private const int Rounds = 10_000;
    private static readonly byte[] Password = "a password of a test"u8.ToArray();
    private static readonly ImmutableHashSet<SecretName> NoneAllowed = [];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public Task Damaged_envelopes() => Task.Run(() => Assert.InRange(Envelopes(input => EnvelopeParts.Read("f", input)).Run(Rounds, 1, Cancel), 1, Rounds - 1), Cancel);

    // With the key derivation: far fewer.
    [Fact(Timeout = 60_000)]
    public Task Damaged_envelopes_are_never_opened() => Task.Run(
        () => Assert.Equal(0, Envelopes(Refused).Run(300, 2, Cancel)), Cancel);

    [Fact(Timeout = 60_000)]
    public Task Damaged_bodies() => Task.Run(
        () =>
        {
            var fuzz = new ParserFuzz("body", input => EnvFileBody.Parse("f", input, NoneAllowed), failure => failure is EnvFileException)
            {
                Pieces = ["export ", "A=", "B=\"", "\\n", "\\\"", "PATH=", "LD_PRELOAD=", "KEY='", "# "],
            }.With("# c\nA=\"one\\ntwo\"\nB='x'\nexport C=three\n\nD=\"Grüße \u2028\"\r\n").With("");

            Assert.InRange(fuzz.Run(Rounds, 3, Cancel), 1, Rounds - 1);
        },
        Cancel);

    private static ParserFuzz Envelopes(Action<byte[]> parse)
    {
        var fuzz = new ParserFuzz("envelope", parse, failure => failure is VaultException) { Pieces = ["$ANSIBLE_VAULT;", "1.1", "1.2", "AES256", ";", "0a", "6"] };
        fuzz.Originals.Add(AnsibleVaultEnvelope.Seal("f", "A=\"1\"\n"u8, Password));
        fuzz.Originals.Add(AnsibleVaultEnvelope.Seal("f", Encoding.UTF8.GetBytes(new string('x', 300)), Password, "prod"));
        return fuzz;
    }

    // What is not what we sealed must not come out of it.
    private static void Refused(byte[] input)
    {
        try
        {
            using var opened = AnsibleVaultEnvelope.Open("f", input, Password);
            var text = Encoding.UTF8.GetString(opened.Body);
            Assert.True(text is "A=\"1\"\n" || text == new string('x', 300), text);
        }
        catch (VaultException refused)
        {
            Assert.NotNull(refused.NextStep);
        }
    }
}
