"""The host app's word for who its listener is: a short-lived JWT under the shared key."""

from __future__ import annotations

import jwt

from handoff.domain.errors import Unauthenticated
from handoff.service_layer.ports import Identity

_LONGEST_LIFE = 600
_LEEWAY = 60
_LONGEST_NAME = 200


class JwtIdentities:
    def __init__(self, key: str) -> None:
        self._key = key

    def verify(self, token: str) -> Identity:
        try:
            # The algorithm is ours to choose, never the token's.
            claims = jwt.decode(
                token,
                self._key,
                algorithms=["HS256"],
                audience="soundcheck",
                issuer="host",
                leeway=_LEEWAY,
                options={"require": ["iss", "aud", "exp", "iat", "sub", "jti"]},
            )
        except jwt.InvalidTokenError as error:
            raise Unauthenticated("The app's word for who you are does not hold.") from error
        account_id = claims["sub"]
        if claims["exp"] - claims["iat"] > _LONGEST_LIFE or not 0 < len(account_id) <= 255:
            raise Unauthenticated("The app's word for who you are does not hold.")
        name = claims.get("name")
        return Identity(account_id, name[:_LONGEST_NAME] if isinstance(name, str) and name.strip() else "Listener")
