package io.wayfinder.simulation;

import io.wayfinder.discovery.request.Contact;
import io.wayfinder.enr.DecodedRecord;
import io.wayfinder.enr.NodeId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/** Goes by the first record that it has seen of each node, whatever it is told later, and tells others of that. */
final class Rollback extends Puppet {

    Rollback(World world, List<Contact> bootnodes) {
        super(world, world.newIdentity(true), new Memory(world::decode), bootnodes);
    }

    /** Decodes to the first record of the same node. */
    private static final class Memory implements Function<Bytes, DecodedRecord> {

        private final Function<Bytes, DecodedRecord> decoder;
        private final Map<NodeId, DecodedRecord> first = new LinkedHashMap<>();

        Memory(Function<Bytes, DecodedRecord> decoder) {
            this.decoder = decoder;
        }

        @Override
        public DecodedRecord apply(Bytes encoded) {
            DecodedRecord decoded = decoder.apply(encoded);
            if (decoded instanceof DecodedRecord.Valid valid) {
                DecodedRecord before = first.putIfAbsent(valid.record().nodeId(), decoded);
                return before == null ? decoded : before;
            }
            return decoded;
        }
    }
}
