package naru.connection;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * One direction of a TLS connection, read from its bytes as far as they are not encrypted: records
 * (RFC 8446 §5.1), handshake messages (§4), alerts (§6).
 *
 * <p>Confined to the {@link TlsTap} that feeds it.
 */
final class TlsRecords {
  private static final int HEADER = 5;
  private static final int MESSAGE_HEADER = 4;
  private static final int CHANGE_CIPHER_SPEC = 20;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int APPLICATION_DATA = 23;
  private static final int MAJOR_VERSION = 3;
  private static final int NAMED_CURVE = 3;

  /** Messages of a handshake, RFC 8446 §4 and RFC 5246 §7.4. */
  enum Message {
    CLIENT_HELLO(1, "ClientHello"),
    SERVER_HELLO(2, "ServerHello"),
    NEW_SESSION_TICKET(4, "NewSessionTicket"),
    CERTIFICATE(11, "Certificate"),
    SERVER_KEY_EXCHANGE(12, "ServerKeyExchange"),
    CERTIFICATE_REQUEST(13, "CertificateRequest"),
    SERVER_HELLO_DONE(14, "ServerHelloDone"),
    CERTIFICATE_VERIFY(15, "CertificateVerify"),
    CLIENT_KEY_EXCHANGE(16, "ClientKeyExchange"),
    FINISHED(20, "Finished"),
    CERTIFICATE_STATUS(22, "CertificateStatus"),
    OTHER(-1, "an unknown handshake message");

    private final int type;
    private final String title;

    Message(int type, String title) {
      this.type = type;
      this.title = title;
    }

    static Message of(int type) {
      for (Message message : values()) {
        if (message.type == type) {
          return message;
        }
      }
      return OTHER;
    }
  }

  private final ByteArrayOutputStream firstWords = new ByteArrayOutputStream();
  private final byte[] header = new byte[HEADER];
  private int headerOctets;
  private int recordLeft;
  private final byte[] messageHeader = new byte[MESSAGE_HEADER];
  private int messageHeaderOctets;
  private int messageLeft;
  private final ByteArrayOutputStream messageBody = new ByteArrayOutputStream();
  private final byte[] alert = new byte[2];
  private int alertOctets;

  private long octets;
  private boolean tls = true;
  private boolean changedCipher;
  private String last = "nothing";
  private final Set<Message> seen = EnumSet.noneOf(Message.class);
  private Optional<Integer> alertCode = Optional.empty();
  private Optional<ServerHello> serverHello = Optional.empty();
  private Optional<Integer> exchangeGroup = Optional.empty();

  /** Reads on; the buffer's own indices stay. */
  void see(ByteBuf buffer) {
    ByteBuf in = buffer.slice();
    octets += in.readableBytes();
    keepFirstWords(in);
    while (tls && in.isReadable()) {
      if (headerOctets < HEADER) {
        header[headerOctets++] = in.readByte();
        beginRecord();
      } else {
        ByteBuf part = in.readSlice(Math.min(recordLeft, in.readableBytes()));
        recordLeft -= part.readableBytes();
        payload(part);
        headerOctets = recordLeft == 0 ? 0 : headerOctets;
      }
    }
  }

  private void keepFirstWords(ByteBuf in) {
    int room = Math.min(Limits.FIRST_WORDS - firstWords.size(), in.readableBytes());
    for (int i = 0; i < room; i++) {
      firstWords.write(in.getByte(i));
    }
  }

  private void beginRecord() {
    int type = header[0] & 0xff;
    if (type < CHANGE_CIPHER_SPEC || type > APPLICATION_DATA + 1) {
      tls = false;
    } else if (headerOctets > 1 && header[1] != MAJOR_VERSION) {
      tls = false;
    } else if (headerOctets == HEADER) {
      recordLeft = (header[3] & 0xff) << 8 | header[4] & 0xff;
      headerOctets = recordLeft == 0 ? 0 : HEADER;
    }
  }

  private void payload(ByteBuf part) {
    switch (header[0]) {
      case CHANGE_CIPHER_SPEC -> changedCipher = true;
      case ALERT -> alert(part);
      case HANDSHAKE -> {
        if (isEncrypted()) {
          last = "encrypted Finished";
        } else {
          handshake(part);
        }
      }
      default -> last = "encrypted records";
    }
  }

  /** TLS 1.2 encrypts after ChangeCipherSpec; a retry of TLS 1.3 sends a hello after it. */
  private boolean isEncrypted() {
    return changedCipher && serverHello.filter(ServerHello::retry).isEmpty();
  }

  private void alert(ByteBuf part) {
    boolean plain = (recordLeft + part.readableBytes() + alertOctets) == 2;
    while (plain && part.isReadable() && alertOctets < 2) {
      alert[alertOctets++] = part.readByte();
    }
    if (alertOctets == 2) {
      alertCode = Optional.of(alert[1] & 0xff);
      alertOctets = 0;
    }
  }

  private void handshake(ByteBuf part) {
    while (part.isReadable()) {
      if (messageHeaderOctets < MESSAGE_HEADER) {
        messageHeader[messageHeaderOctets++] = part.readByte();
        beginMessage();
      } else {
        messageLeft--;
        byte next = part.readByte();
        if (messageBody.size() < Limits.TAPPED_MESSAGE) {
          messageBody.write(next);
        }
      }
      if (messageHeaderOctets == MESSAGE_HEADER && messageLeft == 0) {
        endMessage();
      }
    }
  }

  private void beginMessage() {
    if (messageHeaderOctets == MESSAGE_HEADER) {
      messageLeft =
          (messageHeader[1] & 0xff) << 16
              | (messageHeader[2] & 0xff) << 8
              | messageHeader[3] & 0xff;
    }
  }

  private void endMessage() {
    Message message = Message.of(messageHeader[0]);
    byte[] body = messageBody.toByteArray();
    messageBody.reset();
    messageHeaderOctets = 0;
    seen.add(message);
    last = message.title;
    if (message == Message.SERVER_HELLO) {
      serverHello = ServerHello.parse(body);
      last = serverHello.filter(ServerHello::retry).isPresent() ? "HelloRetryRequest" : last;
    }
    if (message == Message.SERVER_KEY_EXCHANGE && body.length > 2 && body[0] == NAMED_CURVE) {
      exchangeGroup = Optional.of((body[1] & 0xff) << 8 | body[2] & 0xff); // RFC 8422 §5.4
    }
  }

  /** What was said, if it is not TLS; may be empty octets. */
  Optional<byte[]> otherWords() {
    return tls ? Optional.empty() : Optional.of(firstWords.toByteArray());
  }

  long octets() {
    return octets;
  }

  /** The last message or kind of record, in words. */
  String last() {
    return last;
  }

  boolean saw(Message message) {
    return seen.contains(message);
  }

  /** An alert that was sent in the clear. */
  Optional<Integer> alertCode() {
    return alertCode;
  }

  Optional<ServerHello> serverHello() {
    return serverHello;
  }

  /** The group of the key exchange, where it was said in the clear. */
  Optional<Integer> group() {
    return serverHello.flatMap(ServerHello::group).or(() -> exchangeGroup);
  }
}
