package naru.nameserver;

import java.util.List;
import naru.wire.Edns;
import naru.wire.Message;
import naru.wire.MessageCodec;
import naru.wire.Name;
import naru.wire.Question;
import naru.wire.Rdata;
import naru.wire.RecordType;

/** A name server and somebody who asks it; all answers have been bytes. */
record Asked(AuthoritativeServer server) {
  static Asked of(Zone... zones) {
    ServerIdentity identity = ServerIdentity.of("a.root-servers.net");
    return new Asked(new AuthoritativeServer(identity, ZoneStore.of(zones)));
  }

  Message ask(String name, RecordType type) {
    return ask(Message.query(Question.of(Name.of(name), type)));
  }

  /** With EDNS and DO. */
  Message askSecurely(String name, RecordType type) {
    Message query = Message.query(Question.of(Name.of(name), type));
    return ask(query.edit().edns(Edns.plain().withDnssecOk(true)).build());
  }

  Message ask(Message query) {
    return ask(query, MessageCodec.MAX_OCTETS);
  }

  Message ask(Message query, int limit) {
    Message heard = MessageCodec.decode(MessageCodec.encode(query)).orThrow();
    Message said = server.answer(heard).orElseThrow();
    return MessageCodec.decode(MessageCodec.encode(said, limit)).orThrow();
  }

  static Message withOption(String name, RecordType type, int option) {
    Edns edns = new Edns(1232, 0, false, List.of(new Edns.Option(option, Rdata.of(new byte[0]))));
    return Message.query(Question.of(Name.of(name), type)).edit().edns(edns).build();
  }
}
