package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.discovery.table.TableEntry;
import io.wayfinder.discovery.table.TableLimits;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.Packet;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.IpAddress;
import io.wayfinder.enr.NodeRecord;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.apache.tuweni.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Where a bucket has been full there may be replacements on trial, and who did not answer lately is not taken back at
 * once.
 */
final class NewcomersEnter extends Invariant {

    private final Wiretap wiretap;
    private final TableLimits limits;
    private final Set<View> entries = new LinkedHashSet<>();
    private final Map<Bucket, Integer> sizes = new LinkedHashMap<>();
    private final Set<Bucket> crowded = new LinkedHashSet<>();
    private final Map<View, Long> silentMs = new LinkedHashMap<>();
    private @Nullable Overheard question;
    private boolean answered;

    private record Bucket(int of, int distance) {}

    NewcomersEnter(World world, Wiretap wiretap) {
        super(world);
        this.wiretap = wiretap;
        limits = world.limits().table();
        for (HonestNode node : world.alive()) {
            node.core().tableEntries().forEach(entry -> enter(node, entry.record(), entry.bucket()));
        }
    }

    @Override
    String claim() {
        return "Who comes with a handshake or a PING, and is answered, enters the table if there is room";
    }

    @Override
    public void delivered(Host to, Endpoint from, Bytes datagram) {
        Overheard heard = wiretap.current();
        boolean introduces = heard != null
                && heard.isQuestion()
                && (heard.packet() instanceof Packet.Handshake || heard.message() instanceof Message.Ping);
        question = introduces ? heard : null;
        answered = false;
    }

    @Override
    public void sent(Host by, Endpoint from, Endpoint to, Bytes datagram) {
        Overheard said = wiretap.current();
        answered |= question != null && said != null && said.answers(question);
    }

    @Override
    public void told(HonestNode by, Output output) {
        switch (output) {
            case Output.TableChanged(TableChange.Added added) -> enter(by, added.record(), added.bucket());
            case Output.TableChanged(TableChange.Removed removed) -> {
                entries.remove(new View(by.number(), removed.record().nodeId()));
                sizes.merge(new Bucket(by.number(), removed.bucket()), -1, Integer::sum);
            }
            case Output.NodeSilent silent -> silentMs.put(new View(by.number(), silent.id()), world.nowMs());
            default -> {}
        }
    }

    private void enter(HonestNode of, NodeRecord record, int distance) {
        entries.add(new View(of.number(), record.nodeId()));
        Bucket bucket = new Bucket(of.number(), distance);
        if (sizes.merge(bucket, 1, Integer::sum) >= limits.bucketSize()) {
            crowded.add(bucket);
        }
    }

    @Override
    public void settled(HonestNode node) {
        Overheard asked = question;
        question = null;
        if (asked == null || !answered || asked.to() != node) {
            return;
        }
        View view = new View(node.number(), asked.by().id());
        long silentAgoMs = world.nowMs() - silentMs.getOrDefault(view, Long.MIN_VALUE / 2);
        if (!entries.contains(view) && silentAgoMs > limits.silenceMs()) {
            node.core().record(view.id()).ifPresent(record -> judge(node, record));
        }
    }

    private void judge(HonestNode node, NodeRecord record) {
        IpAddress network = record.udp4().map(Addresses::network).orElse(null);
        int distance = Metric.logDistance(node.id(), record.nodeId());
        if (network == null || crowded.contains(new Bucket(node.number(), distance))) {
            return;
        }
        int inBucket = 0;
        int ofNetwork = 0;
        int ofNetworkInBucket = 0;
        for (TableEntry entry : node.core().tableEntries()) {
            boolean sameBucket = entry.bucket() == distance;
            boolean sameNetwork = Addresses.isIn(network, entry.record());
            inBucket += sameBucket ? 1 : 0;
            ofNetwork += sameNetwork ? 1 : 0;
            ofNetworkInBucket += sameBucket && sameNetwork ? 1 : 0;
        }
        if (inBucket < limits.bucketSize()
                && ofNetwork < limits.tableIpv4()
                && ofNetworkInBucket < limits.bucketIpv4()) {
            throw violation(
                    node,
                    "%s has come, and is not in bucket %d, which has %d"
                            .formatted(record.nodeId(), distance, inBucket));
        }
    }

    @Override
    public void stopped(HonestNode node) {
        entries.removeIf(view -> view.of() == node.number());
        sizes.keySet().removeIf(bucket -> bucket.of() == node.number());
        crowded.removeIf(bucket -> bucket.of() == node.number());
        silentMs.keySet().removeIf(view -> view.of() == node.number());
    }
}
