using System.Text;
using HyOps.Contracts.Yaml;
using HyOps.Core.Problems;
using HyOps.Testing.Fuzzing;
using HyOps.Testing.Sops;
using HyOps.Vault.Sops;

namespace HyOps.Engine.Tests.BreakGlass;

/// <summary>Damaged break-glass files are refused in the documented way; what opens all the same holds what was encrypted, and nothing else.</summary>
public sealed class SopsFuzzTests
{
    private const int Rounds = 10_000;

    [Fact(Timeout = 60_000)]
    public Task Damaged_break_glass_files()
    {
        var writer = new SopsWriter().With("DB_PASSWORD", "a value of the file").With("LINES", "one\ntwo\n").With("EMPTY", "").With("PORT", "5432", "int").With("ENABLED", "True", "bool")
            .WithClear("NOTE_unencrypted", "12", "12").For("age", "recipient", "age1test", "a wrapped key").For("pgp", "fp", "0123456789ABCDEF", "another");
        var fuzz = new ParserFuzz("break-glass file", input => Open(input, writer.DataKey()), failure => failure is SopsException)
        {
            Pieces =
            [
                "ENC[AES256_GCM,", "]", ",data:", ",iv:", ",tag:", "type:", "type:bool", "type:int", "type:bytes", "AA==", "sops:", "    mac: ", "null", "~", "_unencrypted", "    unencrypted_suffix: D",
                "    shamir_threshold: 1", "lastmodified", ": |", "&a ", "*a", "[", "{", "- ", "DB_PASSWORD: ",
            ],
        }.With(writer.Write());

        return Task.Run(() => Assert.InRange(fuzz.Run(Rounds, 11, TestContext.Current.CancellationToken), 1, Rounds - 1), TestContext.Current.CancellationToken);
    }

    private static void Open(byte[] input, byte[] key)
    {
        var problems = new ProblemList();
        var map = YamlFile.ParseMap(Encoding.UTF8.GetString(input), "dr.enc.yaml", problems);
        if (map is null || problems.HasErrors)
        {
            Assert.True(problems.HasErrors);
            return;
        }

        // SOPS protects no key of an empty text, and no type: a bool may come back as the text that it is inside.
        var opened = SopsDocument.Read(map, Encoding.UTF8.GetString(input)).Open(key).Where(item => item.IsEncrypted && !item.IsComment).Select(item => $"{item.Key}={item.Value.Reveal()}");
        Assert.Equal(["DB_PASSWORD=a value of the file", "LINES=one\ntwo\n", "PORT=5432", "ENABLED=true"], opened, StringComparer.OrdinalIgnoreCase);
    }
}
