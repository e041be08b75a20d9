// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Conduct
/// @notice Penalties of a community's moderators: the first that stands against a member is a warning, the second a
/// suspension from earning, any further one takes the member's tokens where that was agreed on from the start, and
/// otherwise suspends for longer. Severe cases are banned. The member may appeal, an admin may lift.
/// @dev Reasons and statements stand elsewhere; here are their hashes. What a penalty does is done by the token.
interface IConduct {
    enum Kind {
        Warning,
        Suspension,
        Reset,
        Ban
    }

    /// @notice Set once, so that members know what they join.
    struct Policy {
        /// Whether a third penalty takes all tokens. Only in communities created with clawback.
        bool resets;
        /// Penalties that one moderator may give in a UTC day, 1 to 255. 0: no policy yet, and no penalties.
        uint8 perDay;
        /// Seconds of a second penalty's suspension, at most 365 days.
        uint32 suspension;
        /// Seconds of a later one's, where nothing is taken; at least as long.
        uint32 longSuspension;
    }

    struct Penalty {
        address member;
        Kind kind;
        bool lifted;
        bool appealed;
        /// Unix seconds.
        uint40 givenAt;
        /// Until when the member earns nothing; 0: not at all, 2^48-1: banned.
        uint48 until;
        address by;
    }

    event ConductPolicySet(address indexed token, Policy policy);
    /// @param taken base units, of a reset
    event Penalised(
        address indexed token,
        address indexed member,
        uint256 indexed penalty,
        Kind kind,
        uint48 until,
        uint256 taken,
        address by,
        bytes32 reasonHash
    );
    event Appealed(address indexed token, address indexed member, uint256 indexed penalty, bytes32 statementHash);
    /// @param until what still holds against the member; 0: nothing
    event Lifted(
        address indexed token,
        address indexed member,
        uint256 indexed penalty,
        uint48 until,
        address by,
        bytes32 reasonHash
    );

    error ConductMissingRole(address token, address caller, uint256 role);
    error ConductPolicyFixed();
    /// @param field of {Policy} that is out of bounds, or does not go with another or with the community
    error ConductBadPolicy(string field);
    error ConductNoPolicy();
    error ConductSelf();
    /// @notice Only the owner judges staff, and nobody the owner.
    error ConductStaff(address member);
    error ConductBadMember(address member);
    error ConductBanned(address member);
    /// @param perDay how many a moderator may give in a day
    error ConductTooManyToday(uint256 perDay);
    /// @notice The operator may act for moderators so often a day where tokens or membership are at stake; an own wallet is
    /// not bound by it.
    error ConductTooManySevereToday(uint256 perDay);
    /// @notice The operator takes back no more penalties for this admin today: as many as a moderator may give. An own wallet may.
    error ConductTooManyLiftedToday(uint256 perDay);
    /// @notice So many stand against the member that only a ban is left.
    error ConductTooManyStanding(uint256 most);
    error ConductUnknownPenalty(uint256 penalty);
    error ConductNotYours(uint256 penalty);
    error ConductAppealed(uint256 penalty);
    error ConductLifted(uint256 penalty);

    /// @notice Sets the community's policy, once and for all. Its owner only.
    function setPolicy(address token, Policy calldata policy) external;
    /// @notice Gives a member the next penalty. Moderator, admin or owner; staff are judged by the owner alone.
    function penalise(address token, address member, bytes32 reasonHash) external returns (uint256 penalty);
    /// @notice Bans a member: no earning, and no spending through any module. The member's tokens stay the member's. As
    /// {penalise} otherwise.
    function ban(address token, address member, bytes32 reasonHash) external returns (uint256 penalty);
    /// @notice Asks the admins to look at a penalty again. The penalised member, once.
    function appeal(address token, uint256 penalty, bytes32 statementHash) external;
    /// @notice Takes a penalty back: it no longer counts, and what it kept the member from is allowed again as far as no
    /// other penalty stands. Tokens that a reset took are not issued anew: an admin may award them. Admin or owner, but not
    /// their own; staff's by the owner alone.
    function lift(address token, uint256 penalty, bytes32 reasonHash) external;

    function policyOf(address token) external view returns (Policy memory);
    function penaltyCount(address token) external view returns (uint256);
    function penaltyOf(address token, uint256 penalty) external view returns (Penalty memory);
    /// @notice Numbers of the penalties that stand against a member, in no order.
    function standingAgainst(address token, address member) external view returns (uint256[] memory);
}
