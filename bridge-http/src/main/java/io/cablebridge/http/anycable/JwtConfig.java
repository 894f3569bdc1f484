package io.cablebridge.http.anycable;

import io.cablebridge.secret.Secret;
import io.cablebridge.setting.Description;
import io.cablebridge.setting.Setting;
import io.cablebridge.setting.TextFormat;
import java.util.Locale;

/** Tokens that identify clients in place of Rails; keys below {@code jwt.} */
public record JwtConfig(
    @Setting(key = "jwt.secret")
        @Description(
            "The key that signs the tokens, by HS256 and no other algorithm. Without it tokens are"
                + " ignored.")
        Secret secret,
    @Setting(key = "jwt.param", defaultValue = "jid", format = TextFormat.TOKEN)
        @Description(
            "The query parameter that holds a token. The header `X-JID`, named after it, takes"
                + " precedence.")
        String param,
    @Setting(key = "jwt.required", defaultValue = "false")
        @Description("Refuses clients without a token; needs `jwt.secret`.")
        boolean required) {

  /** The header that holds the token, in the spelling that AnyCable's clients use. */
  public String header() {
    return "X-" + param.toUpperCase(Locale.ROOT);
  }
}
