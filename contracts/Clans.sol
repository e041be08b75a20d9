// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IClans} from "./interfaces/IClans.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Roles} from "./libraries/Roles.sol";
import {Streak} from "./libraries/Streak.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Clans is IClans, TwoForwarders {
    using Checkpoints for Checkpoints.Trace208;

    struct Score {
        uint8 days_;
        bool counted;
        bool paid;
    }

    uint256 private constant MAX_SIZE = 50;
    uint256 private constant MAX_LIST = 100;
    /// @dev With as many to count in, the first day still stands in the token's bitmap of 32 days.
    uint256 private constant MAX_DAYS = 14;

    ICommunities public immutable communities;

    mapping(address token => uint256) public clanCount;
    mapping(address token => uint256) public challengeCount;
    mapping(address token => uint256) public escrowOf;
    mapping(address token => mapping(uint256 clan => Clan)) private _clans;
    /// @dev By the day on which each began: whoever counts a challenge finds the one that mattered then, whatever came after.
    mapping(address token => mapping(address member => Checkpoints.Trace208)) private _memberships;
    mapping(address token => mapping(uint256 clan => mapping(address member => bool))) private _invited;
    mapping(address token => mapping(uint256 challenge => Challenge)) private _challenges;
    mapping(address token => mapping(uint256 challenge => mapping(uint256 clan => uint256))) private _clanScores;
    mapping(address token => mapping(uint256 challenge => mapping(address member => Score))) private _scores;

    modifier onlyAdmin(address token) {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), ClansNotAdmin(token, caller));
        _;
    }

    constructor(address forwarder, address custodian_, ICommunities communities_) TwoForwarders(forwarder, custodian_) {
        communities = communities_;
    }

    // ── Clans ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IClans
    function createClan(address token, bytes32 textHash) external returns (uint256 clan) {
        require(communities.isCommunity(token), ClansNotCommunity(token));
        address leader = _msgSender();
        _requireFree(token, leader);
        clan = ++clanCount[token];
        _clans[token][clan] = Clan(leader, 0, 0, textHash);
        emit ClanCreated(token, clan, leader, textHash);
        _enter(token, clan, leader);
    }

    /// @inheritdoc IClans
    function invite(address token, uint256 clan, address member) external {
        _requireLeader(token, clan);
        _invited[token][clan][member] = true;
        emit ClanInvited(token, clan, member);
    }

    /// @inheritdoc IClans
    function joinClan(address token, uint256 clan) external {
        address member = _msgSender();
        require(_invited[token][clan][member], ClansNotInvited(clan, member));
        require(_clans[token][clan].dissolvedOn == 0, ClansUnknown(clan));
        _requireFree(token, member);
        delete _invited[token][clan][member];
        _enter(token, clan, member);
    }

    /// @inheritdoc IClans
    function leaveClan(address token) external {
        address member = _msgSender();
        uint256 clan = _requireClan(token, member);
        Clan storage left = _clans[token][clan];
        if (member == left.leader) {
            require(left.size == 1, ClansLeaderStays(left.size - 1));
            left.dissolvedOn = _day();
            emit ClanDissolved(token, clan);
        }
        _exit(token, clan, member, member);
    }

    /// @inheritdoc IClans
    function expel(address token, address member) external {
        uint256 clan = _requireClan(token, member);
        address leader = _requireLeader(token, clan);
        require(member != leader, ClansLeaderStays(_clans[token][clan].size - 1));
        _exit(token, clan, member, leader);
    }

    /// @inheritdoc IClans
    function setLeader(address token, address member) external {
        uint256 clan = _requireClan(token, member);
        _requireLeader(token, clan);
        _clans[token][clan].leader = member;
        emit ClanLeaderSet(token, clan, member);
    }

    /// @inheritdoc IClans
    function dissolveClan(address token) external {
        uint256 clan = _requireClan(token, _msgSender());
        _requireLeader(token, clan);
        _clans[token][clan].dissolvedOn = _day();
        emit ClanDissolved(token, clan);
    }

    // ── Challenges ─────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IClans
    function createChallenge(
        address token,
        uint16 firstDay,
        uint8 numberOfDays,
        uint8 tallyDays,
        uint96 pool,
        bool issued,
        bytes32 textHash
    ) external onlyAdmin(token) returns (uint256 challenge) {
        // As the token's words hold days: they start afresh in 2149, and no challenge runs over that.
        require(firstDay >= _today() && uint256(firstDay) + 3 * MAX_DAYS <= type(uint16).max, ClansBadChallenge("firstDay"));
        require(numberOfDays != 0 && numberOfDays <= MAX_DAYS, ClansBadChallenge("numberOfDays"));
        require(tallyDays != 0 && tallyDays <= MAX_DAYS, ClansBadChallenge("tallyDays"));
        require(pool != 0, ClansBadChallenge("pool"));
        // What the operator acts in pays out of a balance, inside the ceilings: a stolen key of theirs must issue nothing.
        require(!issued || !_isCustodial(), ClansOwnWallet());
        address creator = _msgSender();
        uint16 lastDay = firstDay + numberOfDays - 1;
        challenge = ++challengeCount[token];
        _challenges[token][challenge] =
            Challenge(creator, State.Open, issued, firstDay, lastDay, tallyDays, pool, pool, 0, 0, textHash);
        escrowOf[token] += pool;
        if (issued) IToken(token).award(address(this), pool);
        else IToken(token).move(creator, address(this), pool, _isCustodial());
        emit ChallengeCreated(token, challenge, creator, firstDay, lastDay, tallyDays, pool, issued, textHash);
    }

    /// @inheritdoc IClans
    function cancelChallenge(address token, uint256 challenge) external onlyAdmin(token) {
        Challenge storage c = _requireOpen(token, challenge);
        require(_today() < c.firstDay, ClansTooLate(uint256(c.firstDay) * 1 days));
        c.state = State.Cancelled;
        emit ChallengeCancelled(token, challenge);
        _return(token, challenge, c);
    }

    /// @inheritdoc IClans
    function tally(address token, uint256 challenge, address[] calldata members) external {
        require(members.length <= MAX_LIST, ClansTooMany(MAX_LIST));
        Challenge storage c = _requireOpen(token, challenge);
        (uint256 firstDay, uint256 lastDay, uint256 today) = (c.firstDay, c.lastDay, _today());
        require(today > lastDay, ClansTooEarly((lastDay + 1) * 1 days));
        uint256 until = lastDay + c.tallyDays + 1;
        require(today < until, ClansTooLate(until * 1 days));
        uint256 total;
        for (uint256 i; i < members.length; ++i) {
            address member = members[i];
            if (_scores[token][challenge][member].counted || _isBanned(token, member)) continue;
            (uint256 clan, uint256 score) = _score(token, member, today - firstDay, today - lastDay);
            if (score == 0) continue;
            _scores[token][challenge][member] = Score(uint8(score), true, false);
            _clanScores[token][challenge][clan] += score;
            total += score;
            emit Tallied(token, challenge, clan, member, score);
        }
        c.total += uint64(total);
    }

    /// @inheritdoc IClans
    function close(address token, uint256 challenge) external {
        Challenge storage c = _requireOpen(token, challenge);
        uint256 from = uint256(c.lastDay) + c.tallyDays + 1;
        require(_today() >= from, ClansTooEarly(from * 1 days));
        c.state = State.Closed;
        emit ChallengeClosed(token, challenge, c.total);
        if (c.total == 0) _return(token, challenge, c);
    }

    /// @inheritdoc IClans
    function payBonus(address token, uint256 challenge, address[] calldata members) external {
        require(members.length <= MAX_LIST, ClansTooMany(MAX_LIST));
        Challenge storage c = _challenges[token][challenge];
        require(c.state > State.Open, ClansNotClosed(challenge));
        for (uint256 i; i < members.length; ++i) {
            address member = members[i];
            Score storage score = _scores[token][challenge][member];
            if (score.paid || !score.counted) continue;
            score.paid = true;
            c.paid += score.days_;
            uint256 amount = uint256(c.pool) * score.days_ / c.total;
            _give(token, c, member, amount, c.issued);
            emit BonusPaid(token, challenge, member, amount);
        }
        if (c.paid == c.total) _return(token, challenge, c);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IClans
    function clanOf(address token, uint256 clan) external view returns (Clan memory) {
        return _clans[token][clan];
    }

    /// @inheritdoc IClans
    function membershipOf(address token, address member) external view returns (Membership memory) {
        return _membershipOf(token, member);
    }

    /// @inheritdoc IClans
    function isInvited(address token, uint256 clan, address member) external view returns (bool) {
        return _invited[token][clan][member];
    }

    /// @inheritdoc IClans
    function challengeOf(address token, uint256 challenge) external view returns (Challenge memory) {
        return _challenges[token][challenge];
    }

    /// @inheritdoc IClans
    function clanScoreOf(address token, uint256 challenge, uint256 clan) external view returns (uint256) {
        return _clanScores[token][challenge][clan];
    }

    /// @inheritdoc IClans
    function scoreOf(address token, uint256 challenge, address member) external view returns (uint256, bool) {
        Score memory score = _scores[token][challenge][member];
        return (score.days_, score.paid);
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _enter(address token, uint256 clan, address member) private {
        Clan storage entered = _clans[token][clan];
        require(entered.size < MAX_SIZE, ClansFull(MAX_SIZE));
        entered.size += 1;
        // Who changes clans twice in a day was only in the last one.
        _store(token, member, Membership(uint64(clan), _day(), 0));
        emit ClanJoined(token, clan, member);
    }

    function _exit(address token, uint256 clan, address member, address by) private {
        _clans[token][clan].size -= 1;
        Membership memory membership = _membershipOf(token, member);
        membership.until = _day();
        _store(token, member, membership);
        emit ClanLeft(token, clan, member, by);
    }

    /// @dev Gives back what of the pool is still held, if anything.
    function _return(address token, uint256 challenge, Challenge storage c) private {
        uint256 amount = c.left;
        if (amount == 0) return;
        if (c.issued) {
            c.left = 0;
            escrowOf[token] -= amount;
            IToken(token).burn(address(this), amount, false);
        } else {
            _give(token, c, c.creator, amount, false);
        }
        emit PoolReturned(token, challenge, amount);
    }

    function _give(address token, Challenge storage c, address to, uint256 amount, bool earned) private {
        c.left -= uint96(amount);
        escrowOf[token] -= amount;
        IToken(token).release(to, amount, earned);
    }

    /// @dev Neither in a clan that exists, nor banned.
    function _requireFree(address token, address member) private view {
        uint256 clan = _currentClan(token, member);
        require(clan == 0, ClansInClan(member, clan));
        require(!_isBanned(token, member), ClansBanned(member));
    }

    function _requireClan(address token, address member) private view returns (uint256 clan) {
        clan = _currentClan(token, member);
        require(clan != 0, ClansNotInClan(member));
    }

    function _requireLeader(address token, uint256 clan) private view returns (address caller) {
        caller = _msgSender();
        Clan storage c = _clans[token][clan];
        require(c.leader != address(0) && c.dissolvedOn == 0, ClansUnknown(clan));
        require(caller == c.leader, ClansNotLeader(clan, caller));
    }

    function _requireOpen(address token, uint256 challenge) private view returns (Challenge storage c) {
        c = _challenges[token][challenge];
        require(c.state == State.Open, ClansUnknownChallenge(challenge));
    }

    /// @dev Days ago, both of them before today.
    /// @return clan the one that the member was in last before the challenge ended
    /// @return score active days of the challenge, from joining that clan to leaving it
    function _score(address token, address member, uint256 firstAgo, uint256 lastAgo)
        private
        view
        returns (uint256 clan, uint256 score)
    {
        (uint256 first, uint256 last) = (_day() - firstAgo, _day() - lastAgo);
        Membership memory membership =
            _load(token, _memberships[token][member].upperLookupRecent(uint48(last)));
        if (membership.since > first) first = membership.since;
        if (membership.until != 0 && membership.until < last) last = membership.until;
        if (membership.clan == 0 || last < first) return (0, 0);
        // Bit n of the bitmap: active n days ago.
        uint256 map = IToken(token).standingOf(member).activeDays >> (_day() - last);
        return (membership.clan, Streak.count(map & ((2 << (last - first)) - 1)));
    }

    function _membershipOf(address token, address member) private view returns (Membership memory) {
        return _load(token, _memberships[token][member].latest());
    }

    function _store(address token, address member, Membership memory m) private {
        uint208 packed = uint208(m.clan) | uint208(m.since) << 64 | uint208(m.until) << 112;
        _memberships[token][member].push(m.since, packed);
    }

    function _load(address token, uint208 packed) private view returns (Membership memory m) {
        (m.clan, m.since, m.until) = (uint64(packed), uint48(packed >> 64), uint48(packed >> 112));
        if (m.until == 0) m.until = _clans[token][m.clan].dissolvedOn;
    }

    /// @return clan 0: none
    function _currentClan(address token, address member) private view returns (uint256 clan) {
        Membership memory membership = _membershipOf(token, member);
        return membership.until == 0 ? membership.clan : 0;
    }

    function _isBanned(address token, address member) private view returns (bool) {
        return IToken(token).suspendedUntil(member) == MemberWord.BANNED;
    }

    function _day() private view returns (uint48) {
        return uint48(block.timestamp / 1 days);
    }

    /// @dev As challenges hold days.
    function _today() private view returns (uint256) {
        return uint16(_day());
    }
}
