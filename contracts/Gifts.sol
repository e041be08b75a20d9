// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IGifts} from "./interfaces/IGifts.sol";
import {IToken} from "./interfaces/IToken.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Gifts is IGifts, TwoForwarders {
    uint256 private constant UNLIMITED = type(uint48).max;
    uint256 private constant MAX_BONUS_BPS = 10_000;

    ICommunities public immutable communities;

    /// @dev Low to high: limits:4x48 | bonusBps:16 | perDay:8 | exponent:8, where 10^exponent is the token's unit.
    mapping(address token => uint256 word) private _policies;
    /// @dev Low to high: day:16 | gifts:8 | amount:128.
    mapping(address token => mapping(address member => uint256 word)) private _given;

    constructor(address forwarder, address custodian_, ICommunities communities_) TwoForwarders(forwarder, custodian_) {
        communities = communities_;
    }

    /// @inheritdoc IGifts
    function setPolicy(address token, Policy calldata policy) external {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), GiftsNotAdmin(token, caller));
        require(policy.bonusBps <= MAX_BONUS_BPS, GiftsBadPolicy(policy.bonusBps, MAX_BONUS_BPS));
        uint256 word = uint256(policy.bonusBps) << 192 | uint256(policy.perDay) << 208;
        for (uint256 i; i < 4; ++i) {
            word |= uint256(policy.limits[i]) << (48 * i);
        }
        // Kept beside the limits, which count in it: a gift need not ask the token.
        _policies[token] = word | Math.log10(IToken(token).unit()) << 216;
        emit PolicySet(token, policy);
    }

    /// @inheritdoc IGifts
    function gift(address token, address to, uint256 amount, bytes32 messageHash) external {
        address from = _msgSender();
        require(amount != 0, GiftsZeroAmount());
        require(from != to, GiftsToSelf());
        require(to != address(0) && to != token, GiftsBadRecipient(to));
        uint256 policy = _policies[token];
        (uint256 given, uint256 gifts) = _givenToday(token, from);
        uint256 perDay = uint8(policy >> 208);
        // Also where `token` is no community: only an admin of one can set a policy.
        require(gifts < perDay, GiftsTooMany(perDay));
        // Most members' addresses bear no code, which is cheaper to see.
        require(to.code.length == 0 || !IToken(token).isModule(to), GiftsBadRecipient(to));

        bool custodial = _isCustodial();
        uint8 tier = IToken(token).move(from, to, amount, custodial);
        uint256 limit = uint48(policy >> (48 * uint256(tier)));
        if (limit != UNLIMITED) {
            limit *= 10 ** uint8(policy >> 216);
            uint256 left = limit > given ? limit - given : 0;
            require(amount <= left, GiftsDayLimit(left, tier));
        }
        // The token calls nobody, so that writing after its move is as safe as before it. 255 times 2^96 fit in amount.
        _given[token][from] = _today() | (gifts + 1) << 16 | (given + amount) << 24;

        uint256 bonus = amount * uint16(policy >> 192) / 10_000;
        if (bonus != 0) bonus = IToken(token).earn(to, bonus);
        emit Gifted(token, from, to, amount, bonus, messageHash, custodial);
    }

    /// @inheritdoc IGifts
    function policyOf(address token) external view returns (Policy memory policy) {
        uint256 word = _policies[token];
        for (uint256 i; i < 4; ++i) {
            policy.limits[i] = uint48(word >> (48 * i));
        }
        policy.bonusBps = uint16(word >> 192);
        policy.perDay = uint8(word >> 208);
    }

    /// @inheritdoc IGifts
    function givenToday(address token, address member) external view returns (uint256 amount, uint256 gifts) {
        return _givenToday(token, member);
    }

    function _givenToday(address token, address member) private view returns (uint256 amount, uint256 gifts) {
        uint256 word = _given[token][member];
        if (uint16(word) == _today()) return (word >> 24, uint8(word >> 16));
    }

    /// @dev As the words hold it: it starts afresh in 2149.
    function _today() private view returns (uint256) {
        return uint16(block.timestamp / 1 days);
    }
}
