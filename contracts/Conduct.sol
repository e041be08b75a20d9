// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICommunities} from "./interfaces/ICommunities.sol";
import {IConduct} from "./interfaces/IConduct.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Conduct is IConduct, TwoForwarders {
    /// @dev One slot.
    struct Day {
        uint16 day;
        uint16 given;
    }

    uint256 private constant MOST_STANDING = 20;
    uint256 private constant SEVERE_PER_DAY = 3;
    uint256 private constant LONGEST = 365 days;

    ICommunities public immutable communities;

    mapping(address token => uint256) public penaltyCount;
    mapping(address token => Policy) private _policies;
    mapping(address token => mapping(uint256 penalty => Penalty)) private _penalties;
    mapping(address token => mapping(address member => uint256[])) private _standing;
    mapping(address token => mapping(address moderator => Day)) private _given;
    /// @dev Resets and bans by the operator's hand.
    mapping(address token => Day) private _severe;
    /// @dev Penalties that admins took back by the operator's hand.
    mapping(address token => mapping(address admin => Day)) private _lifted;

    constructor(address forwarder, address custodian_, ICommunities communities_) TwoForwarders(forwarder, custodian_) {
        communities = communities_;
    }

    /// @inheritdoc IConduct
    function setPolicy(address token, Policy calldata policy) external {
        address caller = _msgSender();
        require(caller == communities.ownerOf(token), ConductMissingRole(token, caller, 0));
        require(_policies[token].perDay == 0, ConductPolicyFixed());
        require(policy.perDay != 0, ConductBadPolicy("perDay"));
        require(policy.suspension != 0, ConductBadPolicy("suspension"));
        require(
            policy.suspension <= policy.longSuspension && policy.longSuspension <= LONGEST,
            ConductBadPolicy("longSuspension")
        );
        require(!policy.resets || IToken(token).clawback(), ConductBadPolicy("resets"));
        _policies[token] = policy;
        emit ConductPolicySet(token, policy);
    }

    /// @inheritdoc IConduct
    function penalise(address token, address member, bytes32 reasonHash) external returns (uint256 penalty) {
        Policy memory policy = _judge(token, member);
        uint256 standing = _standing[token][member].length;
        require(standing < MOST_STANDING, ConductTooManyStanding(MOST_STANDING));
        if (standing == 0) return _penalise(token, member, Kind.Warning, 0, 0, reasonHash);
        if (standing == 1) return _suspend(token, member, policy.suspension, reasonHash);
        if (!policy.resets) return _suspend(token, member, policy.longSuspension, reasonHash);
        _countSevere(token);
        uint256 taken = IToken(token).claw(member, type(uint256).max);
        return _penalise(token, member, Kind.Reset, 0, taken, reasonHash);
    }

    /// @inheritdoc IConduct
    function ban(address token, address member, bytes32 reasonHash) external returns (uint256 penalty) {
        _judge(token, member);
        // One ban is all there is, and what stands against a member stays few enough to be lifted.
        require(IToken(token).suspendedUntil(member) != MemberWord.BANNED, ConductBanned(member));
        _countSevere(token);
        penalty = _penalise(token, member, Kind.Ban, MemberWord.BANNED, 0, reasonHash);
        IToken(token).suspend(member, MemberWord.BANNED);
    }

    /// @inheritdoc IConduct
    function appeal(address token, uint256 penalty, bytes32 statementHash) external {
        Penalty storage p = _requireStanding(token, penalty);
        address caller = _msgSender();
        require(caller == p.member, ConductNotYours(penalty));
        require(!p.appealed, ConductAppealed(penalty));
        p.appealed = true;
        emit Appealed(token, caller, penalty, statementHash);
    }

    /// @inheritdoc IConduct
    function lift(address token, uint256 penalty, bytes32 reasonHash) external {
        Penalty storage p = _requireStanding(token, penalty);
        address caller = _msgSender();
        address member = p.member;
        require(communities.hasRole(token, caller, Roles.ADMIN), ConductMissingRole(token, caller, Roles.ADMIN));
        _requireMayJudge(token, caller, member);
        if (_isCustodial()) {
            uint256 most = _policies[token].perDay;
            require(_count(_lifted[token][caller]) <= most, ConductTooManyLiftedToday(most));
        }
        p.lifted = true;

        uint256[] storage standing = _standing[token][member];
        uint256 place = standing.length;
        uint48 until;
        for (uint256 i; i < standing.length; ++i) {
            uint256 number = standing[i];
            if (number == penalty) place = i;
            else if (_penalties[token][number].until > until) until = _penalties[token][number].until;
        }
        standing[place] = standing[standing.length - 1];
        standing.pop();
        if (until <= block.timestamp) until = 0;
        emit Lifted(token, member, penalty, until, caller, reasonHash);
        if (p.until != 0) IToken(token).suspend(member, until);
    }

    /// @inheritdoc IConduct
    function policyOf(address token) external view returns (Policy memory) {
        return _policies[token];
    }

    /// @inheritdoc IConduct
    function penaltyOf(address token, uint256 penalty) external view returns (Penalty memory) {
        return _penalties[token][penalty];
    }

    /// @inheritdoc IConduct
    function standingAgainst(address token, address member) external view returns (uint256[] memory) {
        return _standing[token][member];
    }

    /// @dev Who may judge, whom, and how often.
    function _judge(address token, address member) private returns (Policy memory policy) {
        address caller = _msgSender();
        uint256 roles = Roles.MODERATOR | Roles.ADMIN;
        require(communities.hasRole(token, caller, roles), ConductMissingRole(token, caller, roles));
        policy = _policies[token];
        require(policy.perDay != 0, ConductNoPolicy());
        require(member != address(0) && !IToken(token).isModule(member), ConductBadMember(member));
        _requireMayJudge(token, caller, member);
        require(_count(_given[token][caller]) <= policy.perDay, ConductTooManyToday(policy.perDay));
    }

    function _suspend(address token, address member, uint256 duration, bytes32 reasonHash)
        private
        returns (uint256 penalty)
    {
        uint48 until = uint48(block.timestamp + duration);
        penalty = _penalise(token, member, Kind.Suspension, until, 0, reasonHash);
        // A ban, or a longer suspension, goes on.
        if (until > IToken(token).suspendedUntil(member)) IToken(token).suspend(member, until);
    }

    function _penalise(address token, address member, Kind kind, uint48 until, uint256 taken, bytes32 reasonHash)
        private
        returns (uint256 penalty)
    {
        address caller = _msgSender();
        penalty = ++penaltyCount[token];
        _penalties[token][penalty] = Penalty(member, kind, false, false, uint40(block.timestamp), until, caller);
        _standing[token][member].push(penalty);
        emit Penalised(token, member, penalty, kind, until, taken, caller, reasonHash);
    }

    function _countSevere(address token) private {
        if (!_isCustodial()) return;
        require(_count(_severe[token]) <= SEVERE_PER_DAY, ConductTooManySevereToday(SEVERE_PER_DAY));
    }

    /// @return how many there are today with this one
    function _count(Day storage counted) private returns (uint256) {
        uint16 today = uint16(block.timestamp / 1 days);
        uint16 given = counted.day == today ? counted.given : 0;
        (counted.day, counted.given) = (today, given + 1);
        return given + 1;
    }

    function _requireMayJudge(address token, address caller, address member) private view {
        require(caller != member, ConductSelf());
        address owner = communities.ownerOf(token);
        bool staff = member == owner || communities.rolesOf(token, member) & (Roles.MODERATOR | Roles.ADMIN) != 0;
        require(!staff || caller == owner, ConductStaff(member));
    }

    function _requireStanding(address token, uint256 penalty) private view returns (Penalty storage p) {
        p = _penalties[token][penalty];
        require(p.member != address(0), ConductUnknownPenalty(penalty));
        require(!p.lifted, ConductLifted(penalty));
    }
}
