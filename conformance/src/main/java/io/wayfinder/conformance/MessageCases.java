package io.wayfinder.conformance;

import io.wayfinder.enr.Distance;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.tuweni.bytes.Bytes;

/** Messages that a sane node never sends (wire, "Protocol Messages"): ignored or answered, never harmful. */
final class MessageCases {

    private static final String MESSAGES = "discv5-wire.md, Protocol Messages";

    private static final Rule HARMLESS = Rule.practice(
            MESSAGES,
            "The text says nothing of messages other than those it lists. They are ignored or answered; a node that"
                    + " dropped the session for them could not be extended, and one that failed could be made to.");
    private static final Rule UNASKED = Rule.practice(
            MESSAGES,
            "A response carries the request-id of a request: where none was sent there is nothing that it answers.");

    private static final String AFTERWARDS = "anything; a PING in the same session is answered afterwards";

    /** Under the 1,193 that a packet holds. */
    private static final int NESTED_SIZE = 1100;

    private MessageCases() {}

    static List<Case> all() {
        List<Case> all = new ArrayList<>(types());
        all.addAll(encodings());
        all.addAll(elements());
        all.addAll(responses());
        return all;
    }

    private static List<Case> types() {
        return List.of(
                harmless("empty", "no message at all: the tag alone", id -> List.of(Bytes.EMPTY)),
                harmless(
                        "type-alone",
                        "PING, FINDNODE and TALKREQ that end after their type",
                        id -> List.of(
                                Bytes.of(RawMessage.PING),
                                Bytes.of(RawMessage.FINDNODE),
                                Bytes.of(RawMessage.TALKREQ))),
                harmless("type-00", "a message of type 0x00", id -> List.of(unknown(0x00, id))),
                harmless("type-0b", "a message of type 0x0b", id -> List.of(unknown(0x0b, id))),
                harmless("type-ff", "a message of type 0xff", id -> List.of(unknown(0xff, id))),
                new Case(
                        "message.topics",
                        Area.MESSAGE,
                        HARMLESS,
                        "REGTOPIC, REGCONFIRMATION, TOPICQUERY and TOPICNODES",
                        AFTERWARDS,
                        MessageCases::topics),
                new Case(
                        "message.unknown-in-handshake",
                        Area.MESSAGE,
                        Rule.practice(
                                "discv5-theory.md, Handshake Steps",
                                "If the message can be decrypted and authenticated, Node B considers the new session"
                                        + " keys valid [...]"),
                        "a message of type 0x0b in a handshake packet",
                        "a PING under the new keys is answered",
                        MessageCases::unknownInHandshake));
    }

    private static List<Case> encodings() {
        return List.of(
                harmless("truncated", "PING whose list lacks its last byte", id -> {
                    Bytes ping = RawMessage.ping(id, 1);
                    return List.of(ping.slice(0, ping.size() - 1));
                }),
                harmless(
                        "huge-length",
                        "PING whose list says that it has 2^64 - 1 bytes",
                        id -> List.of(RawMessage.of(RawMessage.PING, Bytes.fromHexString("0xffffffffffffffffff")))),
                harmless(
                        "trailing-bytes",
                        "PING with two bytes behind its list",
                        id -> List.of(Bytes.concatenate(RawMessage.ping(id, 1), Bytes.of(0xde, 0xad)))),
                harmless(
                        "no-list",
                        "PING whose data is a string",
                        id -> List.of(RawMessage.of(RawMessage.PING, Rlp.string(Bytes.repeat((byte) 1, 6))))),
                harmless(
                        "leading-zeros",
                        "PING with the integers 0x0001 and 0x00",
                        id -> List.of(
                                ping(Rlp.string(id), Rlp.string(Bytes.of(0, 1))), ping(Rlp.string(id), Bytes.of(0)))),
                harmless(
                        "not-shortest",
                        "PING with the integer 1 as the string of one byte, and with long lengths",
                        id -> List.of(
                                ping(Rlp.string(id), Bytes.of(0x81, 0x01)),
                                ping(Bytes.concatenate(Bytes.of(0xb8, id.size()), id), Rlp.integer(1)))),
                harmless(
                        "number-over-64-bits",
                        "PING with a sequence number of 9 and one of 33 bytes",
                        id -> List.of(
                                ping(Rlp.string(id), Rlp.string(Bytes.repeat((byte) 0xff, 9))),
                                ping(Rlp.string(id), Rlp.string(Bytes.repeat((byte) 0xff, 33))))),
                harmless(
                        "nested-lists",
                        "FINDNODE with lists within lists, hundreds deep",
                        id -> List.of(RawMessage.of(RawMessage.FINDNODE, Rlp.list(Rlp.string(id), nested())))));
    }

    private static List<Case> elements() {
        return List.of(
                harmless(
                        "list-for-request-id",
                        "PING whose request ID is a list",
                        id -> List.of(ping(Rlp.list(Rlp.string(id)), Rlp.integer(1)))),
                harmless(
                        "list-for-number",
                        "PING whose sequence number is a list",
                        id -> List.of(ping(Rlp.string(id), Rlp.list(Rlp.integer(1))))),
                harmless(
                        "list-for-string",
                        "TALKREQ whose protocol is a list",
                        id -> List.of(RawMessage.of(
                                RawMessage.TALKREQ,
                                Rlp.list(Rlp.string(id), Rlp.list(Rlp.integer(1)), Rlp.string(Bytes.of(1)))))),
                harmless(
                        "string-for-list",
                        "FINDNODE whose distances are a string",
                        id -> List.of(RawMessage.of(
                                RawMessage.FINDNODE, Rlp.list(Rlp.string(id), Rlp.string(Bytes.of(1, 2)))))),
                harmless(
                        "missing-elements",
                        "PING, FINDNODE and TALKREQ with a request ID alone, or without",
                        id -> List.of(
                                ping(Rlp.string(id)),
                                RawMessage.of(RawMessage.FINDNODE, Rlp.list(Rlp.string(id))),
                                RawMessage.of(RawMessage.TALKREQ, Rlp.list(Rlp.string(id))),
                                ping())),
                harmless(
                        "extra-element",
                        "PING with a third element",
                        id -> List.of(ping(Rlp.string(id), Rlp.integer(1), Rlp.string(Bytes.of(1))))));
    }

    private static List<Case> responses() {
        return List.of(
                unasked(
                        "unasked-pong",
                        "PONG to no request",
                        id -> RawMessage.pong(id, 1, Bytes.of(127, 0, 0, 1), 30303)),
                unasked(
                        "unasked-talkresp",
                        "TALKRESP to no request",
                        id -> RawMessage.talkResponse(id, Bytes.of(1, 2, 3))),
                unasked(
                        "unasked-nodes-empty",
                        "NODES to no request, without records",
                        id -> RawMessage.nodes(id, 1, List.of())),
                new Case(
                        "message.unasked-nodes",
                        Area.MESSAGE,
                        UNASKED,
                        "NODES to no request, with the record of a node that is there",
                        "that node is not contacted, and not told of",
                        MessageCases::unaskedNodes));
    }

    /** Each of the messages on its own, and a PING after it. */
    private static Case harmless(String name, String sends, Function<Bytes, List<Bytes>> messages) {
        return new Case(
                "message." + name,
                Area.MESSAGE,
                HARMLESS,
                sends,
                AFTERWARDS,
                dialogue -> sayAll(dialogue.prober(), messages.apply(dialogue.requestId())));
    }

    private static void sayAll(Prober prober, List<Bytes> messages) {
        Session session = prober.establish();
        for (Bytes plaintext : messages) {
            prober.tell(session, plaintext);
            prober.ping(session);
        }
    }

    private static Case unasked(String name, String sends, Function<Bytes, Bytes> response) {
        return new Case(
                "message." + name,
                Area.MESSAGE,
                UNASKED,
                sends,
                "no answer; a PING in the same session is answered afterwards",
                dialogue -> {
                    Prober prober = dialogue.prober();
                    Session session = prober.establish();
                    prober.tell(session, response.apply(dialogue.requestId()));
                    prober.expectSilence("a response that was not asked for");
                    prober.ping(session);
                });
    }

    private static void unknownInHandshake(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        HandshakeDraft draft = prober.draft(prober.provoke());
        Session session = draft.session();
        prober.adopt(session);
        prober.send(
                draft.packet(unknown(0x0b, dialogue.requestId())), "a handshake packet with a message of type 0x0b");
        prober.ping(session);
    }

    private static void unaskedNodes(Dialogue dialogue) {
        Prober injected = dialogue.bystander();
        injected.manners().off();
        Prober prober = dialogue.prober();
        Session session = prober.establish();
        Bytes record = injected.identity().record().encoded();
        prober.tell(session, RawMessage.nodes(dialogue.requestId(), 1, List.of(record)));
        injected.expectSilence("the record of this node in a response that was not asked for");
        int distance =
                Distance.log(dialogue.target().nodeId(), injected.identity().nodeId());
        boolean told = prober.findNode(session, distance).stream()
                .anyMatch(nodes -> nodes.records().contains(record));
        dialogue.require(!told, "FINDNODE of distance " + distance + " is answered with the record");
    }

    private static Bytes ping(Bytes... items) {
        return RawMessage.of(RawMessage.PING, Rlp.list(items));
    }

    private static Bytes unknown(int type, Bytes requestId) {
        return RawMessage.of(type, Rlp.list(Rlp.string(requestId), Rlp.integer(1)));
    }

    private static void topics(Dialogue dialogue) {
        Prober prober = dialogue.prober();
        Bytes id = Rlp.string(dialogue.requestId());
        Bytes topic = Rlp.string(Bytes.repeat((byte) 0xab, 32));
        Bytes distances = Rlp.list(Rlp.integer(255), Rlp.integer(256));
        Bytes record = prober.identity().record().encoded();
        Bytes noTicket = Rlp.string(Bytes.EMPTY);
        sayAll(
                prober,
                List.of(
                        RawMessage.of(0x07, Rlp.list(id, topic, record, noTicket, distances)),
                        RawMessage.of(0x08, Rlp.list(id, Rlp.integer(1), noTicket, Rlp.integer(1000))),
                        RawMessage.of(0x09, Rlp.list(id, topic, distances)),
                        RawMessage.of(0x0a, Rlp.list(id, Rlp.integer(1), Rlp.list(record)))));
    }

    private static Bytes nested() {
        Bytes lists = Rlp.list();
        while (lists.size() < NESTED_SIZE) {
            lists = Rlp.list(lists);
        }
        return lists;
    }
}
