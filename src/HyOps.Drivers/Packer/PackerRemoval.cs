using HyOps.Core.Drivers;
using HyOps.Core.Lifecycle;

namespace HyOps.Drivers.Packer;

/// <summary>Removes what the last build published, and the record of it. No program runs: Packer itself removes nothing.</summary>
/// <param name="request">The step.</param>
/// <param name="artifacts">Its artifacts.</param>
internal sealed class PackerRemoval(DriverRequest request, PackerArtifacts artifacts)
{
    /// <summary>Removes it.</summary>
    /// <param name="record">What the last build made; null where there is none, or none that can be read.</param>
    public DriverOutcome Run(PackerRecord? record)
    {
        if (record is { Files.IsEmpty: true } && (string?)record.Outputs[PackerStep.ArtifactId] is { Length: > 0 } remote)
        {
            return Refused($"the image {remote} lies with its provider, and Packer removes none. Remove it there, then the step's packer.json in {request.StateDirectory}");
        }

        var outside = record?.Files.Where(file => !artifacts.Holds(file.Key) && File.Exists(file.Key)).ToList() ?? [];
        if (outside.Find(static file => PackerRecord.ChecksumOf(file.Key) != file.Value).Key is { } changed)
        {
            return Refused($"{changed} is not what was built: somebody changed it. Remove it by hand, or put it back, and run again");
        }

        if (request.JudgesOnly)
        {
            return new DriverOutcome { Outcome = StepOutcome.Unchanged, Summary = "may be removed" };
        }

        if (record is null && !artifacts.Any)
        {
            return new DriverOutcome { Outcome = StepOutcome.Unchanged, Summary = "no artifact there" };
        }

        // The record goes last: where this is killed, the next run still knows what to remove.
        request.BeforeChange();
        outside.ForEach(static file => File.Delete(file.Key));
        artifacts.RemoveAll();
        PackerRecord.Delete(request.StateDirectory);
        var count = record?.Files.Count ?? 0;
        return new DriverOutcome { Outcome = StepOutcome.Changed, Summary = count == 1 ? "1 artifact removed" : $"{count} artifacts removed" };
    }

    private static DriverOutcome Refused(string failure) => new() { Outcome = StepOutcome.Refused, Summary = "not removed", Failure = failure };
}
