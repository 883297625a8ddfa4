using System.Text;
using System.Text.Json;
using HyOps.Drivers.Tests.Steps;

namespace HyOps.Drivers.Tests.Modules;

/// <summary>Looks for secret values in everything that a step left: work directories, state, root, home, temporary files, log, file names.</summary>
internal static class SecretLeaks
{
    /// <summary>What was found where, without the value; empty where nothing leaked.</summary>
    /// <param name="bench">The step.</param>
    /// <param name="values">The secret values.</param>
    internal static string In(StepBench bench, params string[] values)
    {
        var places = Directory.EnumerateFiles(bench.Folder.FullPath, "*", SearchOption.AllDirectories)
            .Where(static file => new FileInfo(file).LinkTarget is null)
            .Select(static file => (Name: file, Text: file + Encoding.Latin1.GetString(File.ReadAllBytes(file))))
            .Append((Name: "the log", Text: Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(bench.Log.ToString()))));
        var forms = values.SelectMany(Forms).Select(static form => (form.Name, Text: Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form.Text)))).ToList();
        var leaks = from place in places from form in forms where place.Text.Contains(form.Text, StringComparison.Ordinal) select $"{form.Name} in {place.Name}";
        return string.Join('\n', leaks);
    }

    private static IEnumerable<(string Name, string Text)> Forms(string value)
    {
        yield return ("literal", value);
        yield return ("hex", Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value)));
        yield return ("JSON", JsonSerializer.Serialize(value)[1..^1]);
        // One line of it is as bad, and has no line end that an encoding could change. The longest ASCII run survives every escaping.
        yield return ("part", value.Split('"', '\n', 'ä', '\\').MaxBy(static part => part.Length)!);
        foreach (var shift in (int[])[0, 1, 2])
        {
            // Inside a longer text, base64 of a value has three forms; what its neighbours share is cut off at both ends.
            var encoded = Convert.ToBase64String([.. new byte[shift], .. Encoding.UTF8.GetBytes(value)]).TrimEnd('=');
            var core = encoded[(shift == 0 ? 0 : 4)..^2];
            yield return ($"base64 shifted by {shift}", core);
            yield return ($"base64url shifted by {shift}", core.Replace('+', '-').Replace('/', '_'));
        }
    }
}
