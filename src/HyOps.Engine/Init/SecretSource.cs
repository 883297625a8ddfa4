using System.Text;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Engine.Passwords;
using HyOps.Engine.Roots;
using HyOps.Engine.Secrets;

namespace HyOps.Engine.Init;

/// <summary>A secret that a source holds.</summary>
/// <param name="Field">The field.</param>
/// <param name="Value">Its value, not empty.</param>
/// <param name="Place">Where it was, for people.</param>
internal sealed record FoundSecret(TargetField Field, SecretValue Value, string Place);

/// <summary>A place where secrets of a target may be. It is opened only when something is missing.</summary>
/// <param name="find">Looks for fields there.</param>
internal sealed class SecretSource(Func<IReadOnlyList<TargetField>, CancellationToken, Task<IReadOnlyList<FoundSecret>>> find)
{
    private const int LargestFile = 1024 * 1024;
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Looks for fields.</summary>
    /// <param name="fields">What is missing.</param>
    /// <param name="cancellationToken">Ends waits.</param>
    public Task<IReadOnlyList<FoundSecret>> FindAsync(IReadOnlyList<TargetField> fields, CancellationToken cancellationToken) => find(fields, cancellationToken);

    /// <summary>The variables of the operator's shell.</summary>
    public static SecretSource Shell(IReadOnlyDictionary<string, string> variables) => new((fields, _) => Task.FromResult<IReadOnlyList<FoundSecret>>(
    [
        .. from field in fields
           let key = field.Keys.FirstOrDefault(key => variables.GetValueOrDefault(key) is { Length: > 0 })
           where key is not null
           select new FoundSecret(field, SecretValue.From(variables[key]), $"variable {key}"),
    ]));

    /// <summary>The encrypted bundle; one that is not there holds nothing and needs no password.</summary>
    public static SecretSource Bundle(EngineServices services, ChosenEnvironment chosen, InitOptions options) => new(async (fields, cancellationToken) =>
    {
        var passwords = new VaultPasswordSource(options.Password, chosen, services.World, services.Runner, services.Masker);
        var store = new BundleStore(chosen, passwords, services.Masker, services.World.Clock) { AllowedReservedKeys = options.AllowedReservedKeys };
        var bundle = await store.OpenOrEmptyAsync(cancellationToken).ConfigureAwait(false);
        return
        [
            .. from field in fields
               let key = field.Keys.Select(SecretName.Parse).FirstOrDefault(bundle.Holds)
               where key is not null
               select new FoundSecret(field, bundle.TryGet(key, out var value) ? value : SecretValue.Empty, "bundle"),
        ];
    });

    /// <summary>Credentials that an earlier call wrote: a second call renews the marker without asking again.</summary>
    public static SecretSource Credentials(string path) => new((fields, _) =>
    {
        var known = ReadCredentials(path).ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
        return Task.FromResult<IReadOnlyList<FoundSecret>>(
            [.. fields.Where(field => known.GetValueOrDefault(field.Name) is { Length: > 0 }).Select(field => new FoundSecret(field, SecretValue.From(known[field.Name]), path))]);
    });

    /// <summary>Names and values of a credentials file, in its order; none where there is no file.</summary>
    /// <param name="path">The absolute path.</param>
    /// <exception cref="FileProblemException">It is a link, or others may read it.</exception>
    /// <exception cref="InitException">It is no tfvars file of plain values.</exception>
    public static IReadOnlyList<KeyValuePair<string, string>> ReadCredentials(string path)
    {
        AtomicFile.RefuseLinkOrDirectory(path);
        if (!File.Exists(path))
        {
            return [];
        }

        PrivateFile.RequirePrivate(path);
        try
        {
            return TfvarsReader.Read(path, Utf8.GetString(PrivateFile.Read(path, LargestFile)));
        }
        catch (DecoderFallbackException)
        {
            throw InitException.BadTfvars(path, 1, "the file is not UTF-8");
        }
    }
}
