using HyOps.Contracts.Reading;
using HyOps.Core.Problems;

namespace HyOps.Contracts.Environments;

/// <summary>Reads paths of files in the project.</summary>
internal sealed class RelativePathReader(MapReader reader, ProblemList problems)
{
    public string? Read(string key, bool required)
    {
        var text = reader.Text(key, required);
        if (text is null || !(Path.IsPathRooted(text) || text.Split('/').Contains("..")))
        {
            return text;
        }

        problems.Error(
            ProblemCodes.BadValue, reader.LocationOf(key), $"{reader.PathOf(key)} '{Shown.Text(text)}' lies outside the project",
            "Name a file relative to the project's root.", reader.PathOf(key));
        return null;
    }
}
