using System.Runtime.InteropServices;
using System.Security.Cryptography;
using HyOps.Contracts.Yaml;
using HyOps.Core;
using HyOps.Core.Commands;
using HyOps.Core.Environments;
using HyOps.Core.Problems;
using HyOps.Core.Redaction;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Engine.Secrets.Drift;
using HyOps.Vault.Sops;

namespace HyOps.Engine.BreakGlass;

/// <summary>Opens the SOPS file with the operator's age identity or PGP key, all in memory.</summary>
/// <param name="runner">Starts age and gpg.</param>
/// <param name="masker">Learns the values.</param>
/// <param name="world">Tells where the keys are.</param>
public sealed class SopsBreakGlassReader(ICommandRunner runner, Masker masker, Surroundings world) : IBreakGlassReader
{
    private readonly DataKeyPrograms programs = new(runner, masker, world);

    /// <inheritdoc/>
    public async Task<SecretBundle> ReadAsync(BreakGlassSettings settings, string projectRoot, CancellationToken cancellationToken)
    {
        var problems = new ProblemList();
        var map = YamlFile.ReadMap(Path.Combine(projectRoot, settings.File), settings.File, problems);
        if (map is null || problems.HasErrors)
        {
            throw BreakGlassException.Unreadable(problems.ToImmutable()[0]);
        }

        var document = SopsDocument.Read(map);
        var dataKey = await UnwrapAsync(settings.File, document, cancellationToken).ConfigureAwait(false);
        try
        {
            var values = document.Open(dataKey.Span);
            masker.Register(values.Select(pair => pair.Value));
            return SecretBundle.From(values.Select(pair => KeyValuePair.Create(NameOf(settings.File, pair.Key), pair.Value)));
        }
        finally
        {
            Forget(dataKey);
        }
    }

    private static SecretName NameOf(string file, string key) => SecretName.TryParse(key, out var name) ? name : throw BreakGlassException.BadName(file, key);

    private static void Forget(ReadOnlyMemory<byte> dataKey)
    {
        if (MemoryMarshal.TryGetArray(dataKey, out var bytes))
        {
            CryptographicOperations.ZeroMemory(bytes);
        }
    }

    private async Task<ReadOnlyMemory<byte>> UnwrapAsync(string file, SopsDocument document, CancellationToken cancellationToken)
    {
        (string Kind, Func<IReadOnlyList<SopsRecipient>, CancellationToken, Task<ReadOnlyMemory<byte>>> Unwrap)[] ways = [("age", programs.ByAgeAsync), ("pgp", programs.ByGpgAsync)];
        var failures = new List<HyOpsException>();
        foreach (var (kind, unwrap) in ways)
        {
            if (document.Recipients.Where(recipient => recipient.Kind == kind).ToList() is not { Count: > 0 } recipients)
            {
                continue;
            }

            try
            {
                return await unwrap(recipients, cancellationToken).ConfigureAwait(false);
            }
            catch (HyOpsException exception)
            {
                failures.Add(exception);
            }
        }

        throw failures.Count == 0 ? BreakGlassException.NoRecipient(file, document.Recipients) : BreakGlassException.NotOpened(file, failures);
    }
}
