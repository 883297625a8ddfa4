namespace HyOps.Core.Redaction.Views;

/// <summary>A part of a text that a view shows otherwise: bytes from <paramref name="Start"/> up to <paramref name="End"/> as the <paramref name="Length"/> bytes of <paramref name="Shown"/>, the first in its lowest place.</summary>
internal readonly record struct Edit(int Start, int End, uint Shown = 0, int Length = 0);
