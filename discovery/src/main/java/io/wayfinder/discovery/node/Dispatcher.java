package io.wayfinder.discovery.node;

import io.wayfinder.discovery.request.AddressRules;
import io.wayfinder.discovery.request.Contact;
import io.wayfinder.discovery.request.RequestEvent;
import io.wayfinder.discovery.request.Requests;
import io.wayfinder.discovery.session.Peer;
import io.wayfinder.discovery.table.NodeTable;
import io.wayfinder.discovery.wire.Message;
import io.wayfinder.enr.Endpoint;
import io.wayfinder.enr.NodeRecord;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.apache.tuweni.bytes.Bytes;

/** Answers what peers ask. */
final class Dispatcher {

    /** Records in one answer, as others give and expect (theory, "Lookup": k). */
    static final int RECORDS_MAX = 16;

    private static final int DISTANCE_MAX = 256;

    private final LocalRecord local;
    private final Requests requests;
    private final NodeTable table;
    private final AddressRules rules;
    private final Acquaintances acquaintances;
    private final Refreshes refreshes;
    private final Talks talks;
    private final Queue<Output> outputs;
    private long pings;
    private long findNodes;

    Dispatcher(
            LocalRecord local,
            Requests requests,
            NodeTable table,
            AddressRules rules,
            Acquaintances acquaintances,
            Refreshes refreshes,
            Talks talks,
            Queue<Output> outputs) {
        this.local = local;
        this.requests = requests;
        this.table = table;
        this.rules = rules;
        this.acquaintances = acquaintances;
        this.refreshes = refreshes;
        this.talks = talks;
        this.outputs = outputs;
    }

    void answer(long nowMs, RequestEvent.Asked asked) {
        switch (asked.message()) {
            case Message.Ping ping -> answerPing(nowMs, asked, ping);
            case Message.FindNode findNode -> {
                findNodes++;
                requests.replyNodes(nowMs, asked, nodesAt(findNode.distances(), asked.from()));
            }
            case Message.TalkRequest talk -> passOn(nowMs, asked, talk);
            case Message.Pong response -> mistaken(response);
            case Message.Nodes response -> mistaken(response);
            case Message.TalkResponse response -> mistaken(response);
        }
    }

    private static void mistaken(Message response) {
        assert false : "a response is no question: " + response;
    }

    /** A node that pings us may have fallen out of the table: its record is offered again. */
    private void answerPing(long nowMs, RequestEvent.Asked asked, Message.Ping ping) {
        pings++;
        requests.replyPong(nowMs, asked);
        acquaintances.record(asked.from().id()).ifPresent(record -> acquaintances.heardFrom(nowMs, record));
        refreshes.told(nowMs, asked.from(), ping.enrSeq());
    }

    /** Our record for distance 0, live table entries for the others; what the asker may be told, and never itself. */
    List<NodeRecord> nodesAt(List<Integer> distances, Peer asker) {
        List<NodeRecord> answer = new ArrayList<>();
        for (int distance : new LinkedHashSet<>(distances)) {
            if (distance == 0) {
                answer.add(local.get());
            } else if (distance <= DISTANCE_MAX) {
                addLiveAt(distance, asker, answer);
            }
            if (answer.size() == RECORDS_MAX) {
                break;
            }
        }
        return answer;
    }

    private void addLiveAt(int distance, Peer asker, List<NodeRecord> answer) {
        for (NodeRecord record : table.liveAt(distance)) {
            if (answer.size() < RECORDS_MAX
                    && !record.nodeId().equals(asker.id())
                    && mayBeTold(record, asker.endpoint())) {
                answer.add(record);
            }
        }
    }

    /**
     * Every address of the record must be fit for the asker, as it may use any; and we must be able to check the node.
     */
    private boolean mayBeTold(NodeRecord record, Endpoint asker) {
        return rules.reaches(record) && rules.mayRelay(record, asker.address());
    }

    /** Without a record of the asker there is nobody to name to the application. */
    private void passOn(long nowMs, RequestEvent.Asked asked, Message.TalkRequest talk) {
        Optional<Contact> from = acquaintances.contact(asked.from());
        if (from.isEmpty()) {
            requests.replyTalk(nowMs, asked, Bytes.EMPTY);
            return;
        }
        long number = talks.open(nowMs, asked);
        if (number != 0) {
            outputs.add(new Output.TalkRequested(number, from.get(), talk.protocol(), talk.payload()));
        }
    }

    void count(Map<String, Long> counters) {
        counters.put("pings_answered", pings);
        counters.put("findnodes_answered", findNodes);
    }
}
