package io.wayfinder.discovery.request;

import io.wayfinder.discovery.wire.Message;
import io.wayfinder.discovery.wire.MessageCodec;
import io.wayfinder.discovery.wire.PacketCodec;
import io.wayfinder.discovery.wire.RequestId;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.tuweni.bytes.Bytes;

/** Records into as few NODES messages as hold them, each of which fits an ordinary packet. */
final class NodesPacking {

    /** go-ethereum reads no more. */
    static final int PACKETS_MAX = 5;

    /** What the two list headers, one byte each when empty, grow by at most. */
    private static final int HEADERS_GROWTH = 4;

    private NodesPacking() {}

    /** At least one message; records for which there is no room are left out, later ones that fit are not. */
    static List<Message.Nodes> pack(RequestId id, List<NodeRecord> records) {
        int emptySize = MessageCodec.encode(new Message.Nodes(id, PACKETS_MAX, List.of()))
                .size();
        int room = PacketCodec.ordinaryMessageMax() - emptySize - HEADERS_GROWTH;
        List<Load> loads = new ArrayList<>();
        loads.add(new Load(room));
        for (NodeRecord record : records) {
            place(loads, record.encoded(), room);
        }
        return loads.stream()
                .map(load -> new Message.Nodes(id, loads.size(), load.records))
                .toList();
    }

    private static void place(List<Load> loads, Bytes record, int room) {
        for (Load load : loads) {
            if (load.take(record)) {
                return;
            }
        }
        if (loads.size() < PACKETS_MAX) {
            Load load = new Load(room);
            load.take(record);
            loads.add(load);
        }
    }

    private static final class Load {
        private final List<Bytes> records = new ArrayList<>();
        private int room;

        Load(int room) {
            this.room = room;
        }

        boolean take(Bytes record) {
            if (record.size() > room || records.size() == Message.Nodes.RECORDS_MAX) {
                return false;
            }
            room -= record.size();
            return records.add(record);
        }
    }
}
