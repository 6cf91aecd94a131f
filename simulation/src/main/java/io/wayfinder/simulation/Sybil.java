package io.wayfinder.simulation;

import io.wayfinder.discovery.node.Output;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.table.TableChange;
import io.wayfinder.enr.NodeId;
import io.wayfinder.enr.NodeRecord;
import java.util.List;
import java.util.Map;

/** One of many nodes of one owner. It answers everything, and knows nobody but its friends. */
class Sybil extends Puppet {

    private final Map<NodeId, NodeRecord> friends;

    /** @param friends those that there are already; it adds itself */
    Sybil(World world, Identity identity, Map<NodeId, NodeRecord> friends, List<Contact> bootnodes) {
        super(world, identity, world::decode, bootnodes);
        this.friends = friends;
    }

    final void befriend(NodeRecord record) {
        friends.put(record.nodeId(), record);
    }

    @Override
    Host start() {
        friends.forEach((id, record) -> core().addNode(world().nowMs(), record));
        befriend(identity().record());
        return super.start();
    }

    @Override
    void told(Output output) {
        if (output instanceof Output.TableChanged changed
                && changed.change() instanceof TableChange.Added added
                && !friends.containsKey(added.record().nodeId())) {
            core().removeNode(world().nowMs(), added.record().nodeId());
        }
    }
}
