using System.Text.Json.Nodes;

namespace HyOps.Testing.TerraformBackends;

/// <summary>One state with its lock, and Terraform's rules for both.</summary>
internal sealed class StoredState
{
    private readonly Lock gate = new();
    private byte[]? content;
    private string? lockInfo;

    internal byte[]? Content
    {
        get
        {
            lock (gate)
            {
                return content;
            }
        }
    }

    /// <summary>The lock's JSON as its holder sent it; null where nobody holds it.</summary>
    internal string? LockInfo
    {
        get
        {
            lock (gate)
            {
                return lockInfo;
            }
        }
    }

    internal string? LockField(string name) => LockInfo is { } info ? (string?)JsonNode.Parse(info)?[name] : null;

    /// <summary>Takes the lock. False: somebody else has it.</summary>
    internal bool TryLock(string info)
    {
        lock (gate)
        {
            if (lockInfo is not null)
            {
                return false;
            }

            lockInfo = info;
            return true;
        }
    }

    /// <summary>Gives the lock back; an empty identifier forces it. False: it is another lock.</summary>
    internal bool TryUnlock(string? id)
    {
        lock (gate)
        {
            if (lockInfo is not null && id is not null && (string?)JsonNode.Parse(lockInfo)?["ID"] != id)
            {
                return false;
            }

            lockInfo = null;
            return true;
        }
    }

    /// <summary>Writes, or deletes with null. False: the lock is somebody else's.</summary>
    internal bool TryWrite(string? id, byte[]? bytes)
    {
        lock (gate)
        {
            if (lockInfo is not null && (string?)JsonNode.Parse(lockInfo)?["ID"] != id)
            {
                return false;
            }

            content = bytes;
            return true;
        }
    }
}
