package io.wayfinder.discovery.table;

import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * Nodes that were evicted since they did not answer. Others go on naming them for hours; each mention would cost us
 * pings. A newer record, or a sign of life, ends it. Bounded by {@link TableLimits#silentNodes}.
 */
final class SilentNodes {

    private record Silence(long seq, long sinceMs, long lengthMs) {}

    private final TableLimits limits;
    private final SequencedMap<NodeId, Silence> silences = new LinkedHashMap<>();

    SilentNodes(TableLimits limits) {
        this.limits = limits;
    }

    void add(long nowMs, NodeRecord record) {
        Silence before = silences.remove(record.nodeId());
        long length = before == null ? limits.silenceMs() : Math.min(2 * before.lengthMs(), limits.silenceMaxMs());
        if (silences.size() >= limits.silentNodes()) {
            silences.pollFirstEntry();
        }
        silences.put(record.nodeId(), new Silence(record.seq(), nowMs, length));
    }

    /** Whether others' mention of the node is not to be acted on. */
    boolean ignoresMention(long nowMs, NodeRecord record) {
        @Nullable Silence silence = silences.get(record.nodeId());
        return silence != null && appliesTo(record, silence) && nowMs - silence.sinceMs() < silence.lengthMs();
    }

    /** Whether the node is not tried again though it talks to us: what cannot be reached may still send. */
    boolean ignoresContact(long nowMs, NodeRecord record) {
        @Nullable Silence silence = silences.get(record.nodeId());
        return silence != null && appliesTo(record, silence) && nowMs - silence.sinceMs() < limits.silenceMs();
    }

    void forget(NodeId id) {
        silences.remove(id);
    }

    int size() {
        return silences.size();
    }

    private static boolean appliesTo(NodeRecord record, Silence silence) {
        return Long.compareUnsigned(record.seq(), silence.seq()) <= 0;
    }
}
