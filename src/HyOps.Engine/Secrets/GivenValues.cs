using System.Text;
using HyOps.Core.Files;
using HyOps.Core.Secrets;
using HyOps.Core.World;
using HyOps.Vault;

namespace HyOps.Engine.Secrets;

/// <summary>Reads the values of <c>set</c> from where the operator said; messages name positions and keys, never what might be a value.</summary>
internal sealed class GivenValues(Surroundings world, IReadOnlySet<SecretName> allowedReserved)
{
    private const int Limit = 1024 * 1024;
    private const string Usage = "give KEY=VALUE, KEY=- or - for standard input, --from-env KEY, or --from-file KEY=PATH";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private readonly List<KeyValuePair<SecretName, SecretValue>> values = [];
    private bool inputIsRead;

    /// <summary>All values, in the order given; at least one, no key twice.</summary>
    public async Task<IReadOnlyList<KeyValuePair<SecretName, SecretValue>>> ReadAsync(SetOptions options, CancellationToken cancellationToken)
    {
        for (var at = 0; at < options.Assignments.Length; at++)
        {
            await TakeAssignmentAsync(options.Assignments[at], at + 1, cancellationToken);
        }

        foreach (var name in options.FromEnvironment)
        {
            TakeFromEnvironment(name);
        }

        for (var at = 0; at < options.FromFile.Length; at++)
        {
            TakeFromFile(options.FromFile[at], at + 1);
        }

        return values.Count > 0 ? values : throw BundleException.Operator("nothing to set", Usage);
    }

    private async Task TakeAssignmentAsync(string text, int position, CancellationToken cancellationToken)
    {
        if (text == "-")
        {
            foreach (var (name, value) in ParseLines(await ReadInputAsync(cancellationToken)).Secrets.Secrets)
            {
                Add(name, value);
            }

            return;
        }

        var (key, rest) = Split(text, $"argument {position}");
        var given = rest == "-" ? NotEmpty(key, "standard input", WithoutLineEnd(Decode(key, "standard input", await ReadInputAsync(cancellationToken)))) : rest;
        Add(key, SecretValue.From(given));
    }

    private EnvFile ParseLines(byte[] lines)
    {
        try
        {
            return EnvFileBody.Parse("standard input", lines, allowedReserved);
        }
        catch (EnvFileException wrong)
        {
            // What was typed or piped in is the operator's to correct, unlike a bundle that cannot be read.
            throw BundleException.Operator(wrong.Message, "correct that line of what is piped in; nothing was changed");
        }
    }

    private void TakeFromEnvironment(string name)
    {
        if (!SecretName.TryParse(name, out var key))
        {
            throw BundleException.Operator("--from-env: what follows is not the name of a variable", Usage);
        }

        Add(key, world.Variables.TryGetValue(name, out var value)
            ? SecretValue.From(NotEmpty(key, "the environment", value))
            : throw BundleException.Operator($"--from-env {key}: the variable is not set", $"export {key} first, and mind that 'sudo' drops variables"));
    }

    private void TakeFromFile(string text, int position)
    {
        var (key, path) = Split(text, $"--from-file, number {position}");
        var file = world.Absolute(path.Length > 0 ? path : throw BundleException.Operator($"--from-file {key}=: the path is missing", Usage));
        Add(key, SecretValue.From(NotEmpty(key, file, Decode(key, file, PrivateFile.Read(file, Limit)))));
    }

    private void Add(SecretName key, SecretValue value)
    {
        if (ReservedKeys.IsReserved(key) && !allowedReserved.Contains(key))
        {
            throw BundleException.Reserved(key);
        }

        if (values.Exists(pair => pair.Key == key))
        {
            throw BundleException.Operator($"{key} is given twice", "give each key once");
        }

        values.Add(KeyValuePair.Create(key, value));
    }

    private static (SecretName Key, string Given) Split(string text, string place)
    {
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && SecretName.TryParse(text[..equals], out var key)
            ? (key, text[(equals + 1)..])
            : throw BundleException.Operator($"{place} does not begin with KEY= (it is not shown: it may hold a secret)", Usage);
    }

    private async Task<byte[]> ReadInputAsync(CancellationToken cancellationToken)
    {
        if (inputIsRead)
        {
            throw BundleException.Operator("standard input is asked for twice", "it has one value: give one KEY=- or one -");
        }

        inputIsRead = true;
        using var bytes = new MemoryStream();
        var buffer = new byte[8192];
        for (int read; (read = await world.Terminal.In.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            await bytes.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
            if (bytes.Length > Limit)
            {
                throw BundleException.Operator($"standard input holds more than {Limit} bytes", "check what is piped in");
            }
        }

        return bytes.ToArray();
    }

    private static string Decode(SecretName key, string place, byte[] bytes)
    {
        try
        {
            return Strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw BundleException.Operator($"{key}: {place} is not UTF-8 text", "encode the value, for example with base64");
        }
    }

    // echo and editors add one line end that nobody means; a second one was meant.
    private static string WithoutLineEnd(string text) => text switch
    {
        [.., '\r', '\n'] => text[..^2],
        [.., '\n'] => text[..^1],
        _ => text,
    };

    // A failed command before the pipe leaves nothing: that must not become a secret of no characters.
    private static string NotEmpty(SecretName key, string place, string text) =>
        text.Length > 0 ? text : throw BundleException.Operator($"{key}: {place} is empty", $"check the command or file that should give the value");
}
