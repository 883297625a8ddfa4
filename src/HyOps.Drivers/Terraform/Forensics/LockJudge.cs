using System.Globalization;
using HyOps.Core.Drivers;
using HyOps.Drivers.Processes;

namespace HyOps.Drivers.Terraform.Forensics;

/// <summary>Whether the holder of a lock is dead. Death is proven or it is not known: a lock of another machine is never called dead.</summary>
internal static class LockJudge
{
    /// <summary>Judges a lock of the local backend, whose true lock the system keeps.</summary>
    /// <param name="held">What its info file says.</param>
    /// <param name="stateFile">The state's file.</param>
    /// <param name="machine">This machine.</param>
    public static StateLock OfFile(StateLock held, string stateFile, LocalMachine machine)
    {
        if (held.Host != machine.Host || machine.Host is null)
        {
            return Unknown(held, $"it was taken on {held.Host ?? "a machine that it does not name"}, and this is {machine.Host ?? "another"}");
        }

        return FileHolder.Of(stateFile) switch
        {
            null => Unknown(held, "this system does not tell who has locked a file"),
            0 => held with { Holder = LockHolder.Dead, HolderReason = "no process has the state's file locked, and the system frees that with its process" },
            { } process => held with { Holder = LockHolder.Alive, HolderReason = string.Create(CultureInfo.InvariantCulture, $"process {process} has the state's file locked") },
        };
    }

    /// <summary>Judges a lock that a server keeps.</summary>
    /// <param name="held">What the server says.</param>
    /// <param name="suspects">The runs that may have taken it.</param>
    /// <param name="machine">This machine.</param>
    public static StateLock OfServer(StateLock held, IReadOnlyCollection<LockSuspect> suspects, LocalMachine machine)
    {
        if (held.Who is null || held.Created is null)
        {
            return Unknown(held, "the backend does not say who holds it since when");
        }

        if (held.Host != machine.Host || machine.Host is null)
        {
            return Unknown(held, $"it was taken on {held.Host ?? "a machine that it does not name"}, and this is {machine.Host ?? "another"}");
        }

        return suspects.FirstOrDefault(run => run.Took(held)) switch
        {
            null => Unknown(held, "none of the runs that are known here took it"),
            { Processes.Living: [var living, ..] } run => held with { Holder = LockHolder.Alive, HolderReason = $"{living} of run {run.Run} lives" },
            { Doubt: { } doubt } => Unknown(held, doubt),
            { Processes.Hidden: [var hidden, ..] } => Unknown(held, $"{hidden} may be of that run and cannot be looked into"),
            { } run => held with { Holder = LockHolder.Dead, HolderReason = $"run {run.Run} took it, on this machine, and none of its processes lives" },
        };
    }

    private static StateLock Unknown(StateLock held, string reason) => held with { Holder = LockHolder.Unknown, HolderReason = reason };
}
